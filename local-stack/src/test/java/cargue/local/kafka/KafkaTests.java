package cargue.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTests {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path temp;

    @Test
    void keepsItsTopicsOverStopAndKillOnTheSamePort() throws Exception {
        try (DataDir dir = DataDir.open(temp.resolve("data"));
                Kafka kafka = new Kafka(dir, Ports.free())) {
            kafka.start();
            kafka.awaitReady(LIMIT);
            try (Admin admin = admin(kafka)) {
                NewTopic topic = new NewTopic("kept", 2, (short) 1).configs(Map.of("flush.messages", "1"));
                admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
            }
            send(kafka);
            kafka.stop();
            kafka.start();
            kafka.awaitReady(LIMIT);
            send(kafka);
            kafka.kill();
            kafka.start();
            kafka.awaitReady(LIMIT);
            assertThat(records(kafka)).isEqualTo(2);
        }
    }

    private static void send(Kafka kafka) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", 0, "key", "value")).get(20, TimeUnit.SECONDS);
        }
    }

    private static long records(Kafka kafka) throws Exception {
        TopicPartition partition = new TopicPartition("kept", 0);
        try (Admin admin = admin(kafka)) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(20, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static Admin admin(Kafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
