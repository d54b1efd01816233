package dev.ringcast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilmSenderTest {
    /** 8080 (1F90) listens, 40000 (9C40) is connected to 6000 (1770). */
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22345 1
               1: 0100007F:9C40 0100007F:1770 01 00000000:00000000 00:00000000 00000000     0        0 22346 1
            """;

    @Test
    void listens_isToldFromConnections() {
        assertThat(FilmSender.listens(TABLE, 8080)).isTrue();
        assertThat(FilmSender.listens(TABLE, 40000)).isFalse();
        assertThat(FilmSender.listens(TABLE, 6000)).isFalse();
        assertThat(FilmSender.listens("", 8080)).isFalse();
    }
}
