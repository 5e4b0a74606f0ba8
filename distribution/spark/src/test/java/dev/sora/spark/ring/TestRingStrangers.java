// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are not from a worker do not keep one from joining. */
@Timeout(60)
final class TestRingStrangers {

    private final RingSecret secret = RingSecret.random();

    private static CompletableFuture<Ring> join(RingMember me, RingPort port, List<String> all) {
        return CompletableFuture.supplyAsync(
                () -> Ring.join(me, port, all), work -> new Thread(work).start());
    }

    private RingMember patient(int rank) {
        return new RingMember(rank, 2, "first", secret, Rings.PATIENCE, false);
    }

    /** A port scanner, or a worker of another training whose port is used again. */
    @Test
    void strangersDoNotKeepAWorkerFromJoining() throws Exception {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        String address = one.address();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        try (Socket stranger = new Socket(Rings.HOST, port)) {
            stranger.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: sora\r\n\r\n".getBytes("UTF-8"));
            stranger.shutdownOutput();
            CompletableFuture<Ring> second = join(patient(1), other, addresses);
            try (Ring a = first.join();
                    Ring b = second.join()) {
                assertThat(a).isNotSameAs(b);
            }
        }
    }

    /** More connections that say nothing, or one byte, than are waited for at once. */
    @Test
    void silentStrangersDoNotHoldUpAWorker() throws Exception {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        String address = one.address();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket stranger = new Socket(Rings.HOST, port);
                strangers.add(stranger);
                if (i % 2 == 0) {
                    stranger.getOutputStream().write('S');
                }
            }
            CompletableFuture<Ring> second = join(patient(1), other, addresses);
            try (Ring a = first.join();
                    Ring b = second.join()) {
                assertThat(a).isNotSameAs(b);
            }
            for (Socket stranger : strangers) {
                stranger.setSoTimeout(10_000);
                assertThat(isClosed(stranger)).isTrue();
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    /** As where a worker closes a connection because strangers have opened too many. */
    @Test
    void aWorkerWhoseConnectionIsClosedConnectsAgain() throws Exception {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        CompletableFuture<Ring> second = join(patient(1), other, addresses);
        one.accept(Rings.PATIENCE.toMillis()).close();
        try (Socket proven = one.accept(Rings.PATIENCE.toMillis())) {
            // not chosen, although its proof is right
            new Handshake(patient(0)).accept(proven, "worker 1");
        }
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        try (Ring a = first.join();
                Ring b = second.join()) {
            CompletableFuture<float[]> sum =
                    CompletableFuture.supplyAsync(() -> sum(b), work -> new Thread(work).start());
            assertThat(sum(a)).containsExactly(2, 2);
            assertThat(sum.join()).containsExactly(2, 2);
        }
    }

    private static float[] sum(Ring ring) {
        float[] vector = {1, 1};
        ring.add(vector);
        return vector;
    }

    /** A stranger that connects until the ring stands does not keep a worker from joining. */
    @Test
    void strangersThatConnectWithoutAPauseDoNotKeepAWorkerFromJoining() throws Exception {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        String address = one.address();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        CompletableFuture<Integer> strangers =
                CompletableFuture.supplyAsync(
                        () -> connectUntilRefused(port), work -> new Thread(work).start());
        CompletableFuture<Ring> second = join(patient(1), other, addresses);
        try (Ring a = first.join();
                Ring b = second.join()) {
            assertThat(a).isNotSameAs(b);
        }
        assertThat(strangers.join()).isPositive();
    }

    /** Returns the number of connections that were made. */
    private static int connectUntilRefused(int port) {
        List<Socket> all = new ArrayList<>();
        int count = 0;
        try {
            while (true) {
                all.add(new Socket(Rings.HOST, port));
                count++;
                if (all.size() > 100) {
                    all.remove(0).close();
                }
            }
        } catch (IOException e) {
            all.forEach(Sockets::close);
            return count;
        }
    }

    private static boolean isClosed(Socket stranger) {
        try {
            return stranger.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
