// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The server answers under the address that it was given, and under no foreign name. */
final class TestAddresses {

    private static final String LIVE = "/v2/health/live";

    private static Lab.Served serve(String host, boolean insecure) {
        return Lab.get()
                .serve(
                        new ServerRequest(
                                List.of(Lab.get().kinds().toString()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(host),
                                OptionalInt.of(0),
                                insecure,
                                System.out,
                                Map.of()));
    }

    private static String withHost(Lab.Served served, String host) throws IOException {
        return served.client()
                .raw(
                        "GET "
                                + LIVE
                                + " HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void answersAtAnotherLoopbackAddress() throws IOException {
        try (Lab.Served served = serve("127.0.0.2", false)) {
            assertThat(served.server().address().getHost()).isEqualTo("127.0.0.2");
            assertThat(served.client().get(LIVE).status()).isEqualTo(200);
            assertThat(withHost(served, "evil.example")).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void refusesForeignNamesAtALoopbackAddressEvenIfInsecure() throws IOException {
        try (Lab.Served served = serve("localhost", true)) {
            assertThat(withHost(served, "evil.example")).startsWith("HTTP/1.1 403");
            assertThat(withHost(served, "localhost")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answersWhatHasNoPath() throws IOException {
        try (Lab.Served served = serve("127.0.0.1", false)) {
            for (String line : List.of("CONNECT 127.0.0.1:80", "OPTIONS *")) {
                String answer = untilBraces(served, line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*\"code\":\"SORA-6.*");
            }
            assertThat(served.client().get(LIVE).status()).isEqualTo(200);
        }
    }

    /** Sends bytes, and returns what comes back until the end of an object. */
    private static String untilBraces(Lab.Served served, String request) throws IOException {
        try (Socket socket =
                new Socket(
                        served.server().address().getHost(), served.server().address().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0 && next != '}') {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServerRequest request =
                    ServerRequest.of(List.of(Lab.get().kinds().toString()))
                            .withPort(taken.getLocalPort());
            assertThatThrownBy(
                            () ->
                                    new JettyServerProvider()
                                            .start(Lab.get().sora(), request)
                                            .close())
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-6006")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void refusesAnAccessLogThatCannotBeWritten() {
        assertThatThrownBy(
                        () ->
                                Lab.get()
                                        .serve(
                                                "access_log: no/such/folder/a.log",
                                                Lab.get().kinds().toString())
                                        .close())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6010");
    }
}
