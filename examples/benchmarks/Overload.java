// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at three times the rate that a server can answer, for serve.sh: in an open loop,
 * whose requests have times of their own and do not wait for answers. Each states a deadline. It
 * prints how long accepted and refused requests took, as the client and as the server sees it, and
 * whether the server recovers.
 */
final class Overload {

    /** Enough that a request need not wait for the answer to another one. */
    private static final int CONNECTIONS = 256;

    private static final int REFUSED_MILLIS = 50;
    private static final int TIMES = 3;

    private final URI address;
    private final byte[] withDeadline;
    private final byte[] without;

    private Overload(URI address, String record, int deadline) {
        this.address = address;
        this.withDeadline = request(record, "Sora-Deadline-Ms: " + deadline + "\r\n");
        this.without = request(record, "");
    }

    /**
     * An answer, in milliseconds: how late it was sent, the time from then on, and the server's own.
     */
    private record Answer(int status, double late, double client, double server) {}

    private byte[] request(String record, String header) {
        byte[] body = record.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(
                                address.getPath(), address.getAuthority(), header, body.length);
        return (head + record).getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] words) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int deadline = Integer.parseInt(words[2]);
        int seconds = Integer.parseInt(words[3]);
        Overload client = new Overload(URI.create(words[0]), words[1], deadline);
        client.run(client.without, 4, 3, 0);
        double capacity = client.run(client.without, 4, 3, 0).size() / 3.0;
        System.out.printf("capacity, 4 connections in turn: %.0f requests/s%n", capacity);
        System.out.printf("%d times that for %d s, with a deadline of %d ms%n", TIMES, seconds, deadline);
        long interval = (long) (1e9 / (TIMES * capacity));
        List<Answer> all = client.run(client.withDeadline, CONNECTIONS, seconds, interval);
        report(all, seconds, deadline);
        List<Answer> after = client.run(client.withDeadline, 4, 3, 0);
        System.out.printf(
                "afterwards, 4 connections in turn: %.0f requests/s, %d refused%n",
                after.size() / 3.0, after.stream().filter(each -> each.status != 200).count());
    }

    private static void report(List<Answer> all, int seconds, int deadline) {
        List<Answer> accepted = all.stream().filter(each -> each.status == 200).toList();
        List<Answer> refused = all.stream().filter(each -> each.status != 200).toList();
        System.out.printf(
                "sent %.0f/s, accepted %.0f/s, refused %.0f/s%n",
                (double) all.size() / seconds,
                (double) accepted.size() / seconds,
                (double) refused.size() / seconds);
        System.out.println("ms                               p50     p99     max");
        print("accepted, as the client sees it", accepted.stream().map(Answer::client).toList());
        print("accepted, as the server sees it", accepted.stream().map(Answer::server).toList());
        print("refused, as the client sees it", refused.stream().map(Answer::client).toList());
        print("refused, as the server sees it", refused.stream().map(Answer::server).toList());
        print("the client's own delay in sending", all.stream().map(Answer::late).toList());
        System.out.printf(
                "accepted later than the deadline: %d of %d by the client's clock, %d by the server's%n",
                accepted.stream().filter(each -> each.client > deadline).count(),
                accepted.size(),
                accepted.stream().filter(each -> each.server > deadline).count());
        System.out.printf(
                "refused later than %d ms: %d of %d by the client's clock, %d by the server's%n",
                REFUSED_MILLIS,
                refused.stream().filter(each -> each.client > REFUSED_MILLIS).count(),
                refused.size(),
                refused.stream().filter(each -> each.server > REFUSED_MILLIS).count());
    }

    private static void print(String what, List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        if (sorted.isEmpty()) {
            System.out.printf("%-33s none%n", what);
            return;
        }
        Collections.sort(sorted);
        System.out.printf(
                "%-33s%6.1f  %6.1f  %6.1f%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.get(sorted.size() - 1));
    }

    /**
     * @param interval the nanoseconds between two requests; 0 to send each after the answer before
     */
    private List<Answer> run(byte[] request, int connections, int seconds, long interval)
            throws Exception {
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        AtomicLong next = new AtomicLong();
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection each = new Connection(request, next, interval, begin, end);
            all.add(each);
            each.start();
        }
        List<Answer> answers = new ArrayList<>();
        for (Connection each : all) {
            each.join();
            if (each.failure != null) {
                throw new IllegalStateException(each.failure);
            }
            answers.addAll(each.answers);
        }
        return answers;
    }

    private final class Connection extends Thread {

        private final byte[] request;
        private final AtomicLong next;
        private final long interval;
        private final long begin;
        private final long end;
        private final List<Answer> answers = new ArrayList<>();
        private Exception failure;

        private Connection(byte[] request, AtomicLong next, long interval, long begin, long end) {
            this.request = request;
            this.next = next;
            this.interval = interval;
            this.begin = begin;
            this.end = end;
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (true) {
                    long now = System.nanoTime();
                    long due = interval == 0 ? now : begin + next.getAndIncrement() * interval;
                    if (Math.max(due, now) >= end) {
                        return;
                    }
                    for (long left = due - now; left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    long sent = System.nanoTime();
                    out.write(request);
                    String head = answer(in);
                    long received = System.nanoTime();
                    int status = Integer.parseInt(head.substring(9, 12));
                    if (status != 200 && status != 503 && status != 429) {
                        throw new IllegalStateException(head);
                    }
                    int at = head.indexOf("total;dur=");
                    answers.add(
                            new Answer(
                                    status,
                                    (sent - due) / 1e6,
                                    (received - sent) / 1e6,
                                    at < 0
                                            ? 0
                                            : Double.parseDouble(
                                                    head.substring(
                                                            at + 10, head.indexOf('\r', at)))));
                }
            } catch (Exception e) {
                failure = e;
            }
        }

        /** Reads one answer, and returns its head. */
        private static String answer(InputStream in) throws Exception {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IllegalStateException("the server closed: " + head);
                }
                head.append((char) next);
            }
            String text = head.toString();
            int at = text.indexOf("Content-Length: ") + 16;
            in.readNBytes(Integer.parseInt(text.substring(at, text.indexOf('\r', at))));
            return text;
        }
    }
}
