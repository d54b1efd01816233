package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtsp://cam.local:554/stream1 | rtsp://cam.local:554/stream1",
                "rtsp://admin:geheim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://geheim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://admin:ge/heim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://admin:12/34geheim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://admin:ge?heim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://admin:ge#heim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "rtsp://admin:ge@heim@cam.local/stream1 | rtsp://***@cam.local/stream1",
                "http://[fe80::1%25eth0]:8080/a.ts | http://[fe80::1%25eth0]:8080/a.ts",
                "srt://h:9000?mode=caller&passphrase=geheim&latency=200000 "
                        + "| srt://h:9000?mode=caller&passphrase=***&latency=200000",
                "srt://h:9000?streamid=#!::r=geheim,u=geheim | srt://h:9000?streamid=***",
                "https://h/a.m3u8?access_token=geheim&q=1 | https://h/a.m3u8?access_token=***&q=1",
                "https://h/a.m3u8?X-Amz-Signature=geheim | https://h/a.m3u8?X-Amz-Signature=***",
                "https://h/a.m3u8?p%61ss=geheim | https://h/a.m3u8?p%61ss=***",
                "https://h/a.m3u8?q=%zz&a=geheim%zz | https://h/a.m3u8?q=***&a=***",
                "https://h/a.m3u8?TOKEN=geheim;x&b=1 | https://h/a.m3u8?TOKEN=***&b=1",
                "rtsp://h/user=admin_password=geheim_channel=1.sdp?real | rtsp://h/user=***?real",
                "rtsp://h/x=1_password=geheim/a | rtsp://h/x=***/a",
                "https://h/x?email=a@b&token=geheim | https://***@b&token=***",
                "https://h/x?token@b/c=geheim | https://***@b/c=***",
                "https://h/x?token@b?c=geheim&d=geheim | https://***@b?c=***&d=***",
                "rtmp://h/app/geheim | rtmp://h/app/***",
                "RTMPS://h:443/app/x/geheim?token=geheim | RTMPS://h:443/app/***/***?token=***",
                "rtmp://h/app | rtmp://h/app",
                "http://h:8080/live/geheim1/geheim2/1.ts | http://h:8080/***/***/***/1.ts",
                "https://h/geheim1/geheim2/1.m3u8?a=1 | https://h/***/***/1.m3u8?a=1",
                "https://h/hls/1.m3u8 | https://h/hls/1.m3u8",
                "file:films/user@home.mp4 | file:films/user@home.mp4",
                "camera:USB Camera | camera:USB Camera",
                "pattern: | pattern:"
            })
    void redacted_hidesCredentials(String address, String shown) {
        assertThat(SourceAddress.redacted(address)).isEqualTo(shown).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin:geheim@cam/stream",
                "geheim",
                "rtsp:/geheim",
                "rtsp://admin:geheim/stream",
                "rtsp://h\n@geheim",
                "file:geheim\u0000",
                "://geheim"
            })
    void redacted_notUnderstood_hidesAll(String address) {
        assertThat(SourceAddress.redacted(address)).isEqualTo("***");
    }

    @Test
    void requestToString_hidesCredentials() {
        assertThat(RunningSource.request("rtsp://u:geheim@h/x").toString())
                .contains("rtsp://***@h/x")
                .doesNotContain("geheim");
    }
}
