package cargue.faults.yard;

import cargue.contract.Temas;
import cargue.faults.link.Link;
import cargue.local.kafka.Kafka;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/** The nodes of Kafka. Each has a listener for each client, which is told the link's port: so all goes through it. */
public final class Brokers implements AutoCloseable {

    private final List<Kafka> nodes = new ArrayList<>();
    private final Map<String, List<Link>> links = new LinkedHashMap<>();

    Brokers(DataDir dir, int count, List<String> clients) {
        List<Integer> controllers =
                IntStream.range(0, count).mapToObj(i -> Ports.free()).toList();
        String cluster = Uuid.randomUuid().toString();
        String voters = IntStream.rangeClosed(1, count)
                .mapToObj(id -> id + "@" + Ports.HOST + ":" + controllers.get(id - 1))
                .collect(Collectors.joining(","));
        for (int id = 1; id <= count; id++) {
            int port = Ports.free();
            Map<String, String> settings = listeners(id, port, controllers.get(id - 1), clients);
            settings.put("node.id", "" + id);
            settings.put("controller.quorum.voters", voters);
            settings.put(Kafka.CLUSTER_ID, cluster);
            nodes.add(new Kafka(dir, count == 1 ? "kafka" : "kafka-" + id, port, settings, Progress.silent()));
        }
    }

    private Map<String, String> listeners(int id, int port, int controller, List<String> clients) {
        StringBuilder listen = new StringBuilder("PLAINTEXT://" + Ports.HOST + ":" + port);
        StringBuilder advertised = new StringBuilder(listen);
        StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (String client : clients) {
            String listener = client.replace("-", "").toUpperCase(Locale.ROOT);
            int own = Ports.free();
            Link link = new Link("kafka " + client + (id == 1 ? "" : " " + id), own);
            links.computeIfAbsent(client, key -> new ArrayList<>()).add(link);
            listen.append(',').append(listener).append("://" + Ports.HOST + ":").append(own);
            advertised
                    .append(',')
                    .append(listener)
                    .append("://" + Ports.HOST + ":")
                    .append(link.port());
            protocols.append(',').append(listener).append(":PLAINTEXT");
        }
        listen.append(",CONTROLLER://" + Ports.HOST + ":").append(controller);
        return new HashMap<>(Map.of(
                "listeners", listen.toString(),
                "advertised.listeners", advertised.toString(),
                "listener.security.protocol.map", protocols.toString(),
                "inter.broker.listener.name", "PLAINTEXT"));
    }

    /** The nodes, of which one may be all. */
    public List<Kafka> all() {
        return nodes;
    }

    /** A client's ways to the nodes, in their order. */
    List<Link> links(String client) {
        return links.getOrDefault(client, List.of());
    }

    String bootstrapServers(String client) {
        return links(client).stream().map(Link::address).collect(Collectors.joining(","));
    }

    /** For clients of the run itself, beside every link. */
    public String bootstrapServers() {
        return nodes.stream().map(Kafka::bootstrapServers).collect(Collectors.joining(","));
    }

    /** The node that leads the partition of a vendedor. */
    public Kafka leader(String vendedorId) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            List<TopicPartitionInfo> partitions = admin.describeTopics(List.of(Temas.CHECKS))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions();
            int partition =
                    BuiltInPartitioner.partitionForKey(vendedorId.getBytes(StandardCharsets.UTF_8), partitions.size());
            return nodes.get(partitions.get(partition).leader().id() - 1);
        }
    }

    void start() throws InterruptedException {
        for (Kafka node : nodes) {
            node.start();
        }
    }

    void awaitReady(Duration limit) throws InterruptedException {
        for (Kafka node : nodes) {
            node.awaitReady(limit);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Kafka::close);
        links.values().forEach(each -> each.forEach(Link::close));
    }
}
