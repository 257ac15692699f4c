package cargue.local.issuer;

import cargue.contract.Rol;
import com.nimbusds.jose.util.JSONArrayUtils;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The users of a stack and the JSON in which they are kept. */
final class Users {

    /** Letters and digits that nobody takes for one another: 5 bits each. */
    private static final String SYMBOLS = "abcdefghijkmnpqrstuvwxyz23456789";

    /** 16 symbols, 80 bits, in groups that can be kept in mind while they are typed. */
    private static final int GROUPS = 4;

    private static final int GROUP = 4;
    private static final int VENDEDORES = 6;

    private Users() {}

    /** ID1 to ID6 and one of each other role, with new passwords. */
    static List<User> make() {
        SecureRandom random = new SecureRandom();
        List<User> users = new ArrayList<>();
        for (int i = 1; i <= VENDEDORES; i++) {
            users.add(new User("ID" + i, Rol.VENDEDOR, password(random)));
        }
        users.add(new User("DESP1", Rol.DESPACHADOR, password(random)));
        users.add(new User("ANALISTA1", Rol.ANALISTA, password(random)));
        users.add(new User("ADMIN", Rol.ADMIN, password(random)));
        return List.copyOf(users);
    }

    static String toJson(List<User> users) {
        return JSONArrayUtils.toJSONString(users.stream().map(Users::toMap).toList());
    }

    /** Throws what tells nothing of the text, which holds passwords. */
    static List<User> parse(String json) throws ParseException {
        List<User> users = new ArrayList<>();
        for (Object entry : JSONArrayUtils.parse(json)) {
            if (entry instanceof Map<?, ?> user
                    && user.get("user") instanceof String name
                    && user.get("rol") instanceof String rol
                    && user.get("password") instanceof String password) {
                int place = users.size();
                users.add(new User(
                        name, Roles.of(rol).orElseThrow(() -> new ParseException("no role", place)), password));
            } else {
                throw new ParseException("an entry that is no user", users.size());
            }
        }
        return List.copyOf(users);
    }

    private static Map<String, Object> toMap(User user) {
        Map<String, Object> map = new LinkedHashMap<>(); // keeps the order for people
        map.put("user", user.user());
        map.put("rol", Roles.word(user.rol()));
        map.put("password", user.password());
        return map;
    }

    private static String password(SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            password.append(i > 0 && i % GROUP == 0 ? "-" : "");
            password.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return password.toString();
    }
}
