package cargue.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmTests {

    @Test
    void addsUpTheHeapOfEveryCollector() {
        String serial = """
                 def new generation   total 39296K, used 100K [0x00000000f8000000, 0x00000000faaa0000)
                  eden space 34944K,   0% used [0x00000000f8000000, 0x00000000f8000000)
                 tenured generation   total 87424K, used 28K [0x00000000faaa0000, 0x0000000100000000)
                 Metaspace       used 60000K, committed 60800K, reserved 1114112K
                """;
        assertThat(Jvm.used(serial)).isEqualTo(128 << 10);
        assertThat(Jvm.used(" garbage-first heap   total 262144K, used 2048K [0x0)"))
                .isEqualTo(2048 << 10);
    }

    @Test
    void tellsEachThreadByItself() throws Exception {
        assertThat(Jvm.threads(ProcessHandle.current().pid()))
                .filteredOn(thread ->
                        thread.startsWith("\"" + Thread.currentThread().getName() + "\""))
                .singleElement()
                .asString()
                .contains("JvmTests.tellsEachThreadByItself");
    }
}
