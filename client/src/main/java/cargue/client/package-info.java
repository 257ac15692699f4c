/**
 * A client of push-service's protocol {@code cargue.v1}: keeps a vendedor's sheets, or those of many, as they are
 * stored, through lost connections, restarts and changes of node.
 *
 * <pre>{@code
 * try (CargueClient client = CargueClient.builder(URI.create("http://localhost:8082"))
 *         .vendedor("ID1")
 *         .fecha(LocalDate.now())
 *         .listener(new PlanillaListener() {
 *             @Override
 *             public void onChanged(Planilla planilla, List<Renglon> renglones) {
 *                 renglones.forEach(r -> System.out.println(r.producto() + " v=" + r.v() + " d=" + r.d()));
 *             }
 *         })
 *         .build()) {
 *     Thread.sleep(60_000); // or whatever the program does; client.planilla() can be read at any time
 * }
 * }</pre>
 *
 * {@link cargue.client.CargueClient} is the door. Behind it, in the order of a message's way: {@code JdkTransport} (the
 * socket), {@code Connection} (one attempt, from opening to closed), {@code Followings} (whose message it is),
 * {@code StreamState} (the protocol, free of input and output), and {@code Connector}, which decides when and where the
 * next attempt is made.
 */
@NullMarked
package cargue.client;

import org.jspecify.annotations.NullMarked;
