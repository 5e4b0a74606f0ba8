// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are lost, foreign or faulty: a problem, and never a hang. */
@Timeout(60)
final class TestRingFailures {

    private final RingSecret secret = RingSecret.random();

    private static CompletableFuture<Ring> join(RingMember me, RingPort port, List<String> all) {
        return CompletableFuture.supplyAsync(
                () -> Ring.join(me, port, all), work -> new Thread(work).start());
    }

    @Test
    void aWorkerThatEndsEndsTheOthers() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        3,
                                        false,
                                        (ring, rank) -> {
                                            if (rank != 1) {
                                                ring.add(new float[9]);
                                            }
                                            return rank;
                                        }))
                .isInstanceOf(RingException.class)
                .hasMessageContaining("SORA-7021");
    }

    @Test
    void aWorkerThatIsSilentEndsTheWaitOfTheOthers() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        2,
                                        false,
                                        Rings.SHORT,
                                        (ring, rank) -> {
                                            if (rank == 0) {
                                                Thread.sleep(2 * Rings.SHORT.toMillis());
                                                return 0;
                                            }
                                            ring.add(new float[9]);
                                            return 1;
                                        }))
                .isInstanceOf(RingException.class)
                .hasMessageContaining("SORA-7021")
                .hasMessageContaining("no message for 1 s");
    }

    /**
     * A worker that takes nothing: its buffers fill, and a write waits without a limit of its own.
     */
    @Test
    void aWorkerThatTakesNothingEndsTheWaitOfTheOthers() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        2,
                                        false,
                                        Rings.SHORT,
                                        (ring, rank) -> {
                                            if (rank == 0) {
                                                Thread.sleep(3 * Rings.SHORT.toMillis());
                                                return 0;
                                            }
                                            ring.gather(new byte[1 << 25], 1 << 26);
                                            return 1;
                                        }))
                .isInstanceOf(RingException.class)
                .hasMessageContaining("SORA-7021");
    }

    @Test
    void aWorkerThatDoesNotJoinEndsTheWaitOfTheOthers() throws Exception {
        try (RingPort absent = RingPort.open(Rings.HOST);
                RingPort port = RingPort.open(Rings.HOST)) {
            List<String> addresses = List.of(port.address(), absent.address());
            // its port is open, but nobody answers
            assertThatThrownBy(() -> Ring.join(Rings.member(0, 2, secret), port, addresses))
                    .isInstanceOf(RingException.class)
                    .hasMessageContaining("SORA-7024");
        }
    }

    @Test
    void aPortThatIsClosedIsReportedAtOnce() {
        RingPort gone = RingPort.open(Rings.HOST);
        gone.close();
        RingPort port = RingPort.open(Rings.HOST);
        assertThatThrownBy(
                        () ->
                                Ring.join(
                                        Rings.member(0, 2, secret),
                                        port,
                                        List.of(port.address(), gone.address())))
                .hasMessageContaining("SORA-7024");
    }

    @Test
    void anotherSecretIsRefused() {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        CompletableFuture<Ring> second =
                join(
                        new RingMember(1, 2, "first", RingSecret.random(), Rings.PATIENCE, false),
                        other,
                        addresses);

        areForeign(first, second);
    }

    /** The end that notices it first closes the connections of the other. */
    private static void areForeign(CompletableFuture<Ring> first, CompletableFuture<Ring> second) {
        String both =
                assertThatThrownBy(first::join).actual().getMessage()
                        + assertThatThrownBy(second::join).actual().getMessage();
        assertThat(both).contains("SORA-7023");
    }

    /** A task that Spark ran a second time could join the ring of the first attempt. */
    @Test
    void aWorkerOfAnEarlierAttemptIsRefused() {
        RingPort one = RingPort.open(Rings.HOST);
        RingPort other = RingPort.open(Rings.HOST);
        List<String> addresses = List.of(one.address(), other.address());
        CompletableFuture<Ring> first = join(patient(0), one, addresses);
        CompletableFuture<Ring> second =
                join(
                        new RingMember(1, 2, "second", secret, Rings.PATIENCE, false),
                        other,
                        addresses);

        areForeign(first, second);
    }

    private RingMember patient(int rank) {
        return new RingMember(rank, 2, "first", secret, Rings.PATIENCE, false);
    }

    @Test
    void aMessageThatEndsEarlyIsALostWorker() throws Exception {
        try (ServerSocket listening = new ServerSocket(0)) {
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(
                            () -> {
                                try (Socket socket = listening.accept()) {
                                    byte[] header = Frame.header(Operation.SUM, 0, 40);
                                    socket.getOutputStream().write(header);
                                    socket.getOutputStream().write(new byte[20]);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            try (Socket socket = new Socket("localhost", listening.getLocalPort())) {
                FrameReader reader =
                        new FrameReader(
                                socket.getInputStream(), java.util.Optional.empty(), "worker 1");

                assertThatThrownBy(() -> reader.floats(Operation.SUM, 0, 10, (start, values) -> {}))
                        .isInstanceOf(java.io.EOFException.class);
            }
            sending.join();
        }
    }

    @Test
    void aChangedMessageIsRefusedWhereMessagesAreEncrypted() throws Exception {
        java.io.ByteArrayOutputStream sent = new java.io.ByteArrayOutputStream();
        byte[] key = RingSecret.nonce();
        new FrameWriter(sent, java.util.Optional.of(key))
                .floats(Operation.SUM, new float[] {1, 2, 3}, 0, 3);
        byte[] bytes = sent.toByteArray();
        bytes[Frame.HEADER + 1] ^= 1;
        FrameReader reader =
                new FrameReader(
                        new java.io.ByteArrayInputStream(bytes),
                        java.util.Optional.of(key),
                        "worker 1");

        assertThatThrownBy(() -> reader.floats(Operation.SUM, 0, 3, (start, values) -> {}))
                .isInstanceOf(RingException.class)
                .hasMessageContaining("SORA-7022")
                .hasMessageContaining("a changed one");
    }

    /** A member is logged when a training begins. */
    @Test
    void aSecretIsInNoText() throws Exception {
        String shown = Rings.member(0, 2, secret).toString();

        assertThat(shown).contains("not shown");
        assertThat(
                        new DataInputStream(new java.io.ByteArrayInputStream(secret.proof("x")))
                                .readLong())
                .isNotEqualTo(
                        new DataInputStream(
                                        new java.io.ByteArrayInputStream(
                                                RingSecret.random().proof("x")))
                                .readLong());
    }
}
