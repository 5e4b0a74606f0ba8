// SPDX-License-Identifier: Apache-2.0

import dev.sora.container.felix.FelixHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.tensor.HostTensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The perplexity of a trigram model on the answers of DailyDialog, in the pieces of a trained
 * dialogue: {@code java -cp ... Trigram.java MODEL PLUGINS CACHE DATA}. Interpolated Kneser-Ney
 * smoothing with one discount for each order (Chen and Goodman, 1999), {@code n1 / (n1 + 2 n2)}.
 * It counts the symbols that the metric perplexity counts: the pieces of an answer, cut off as in
 * the model, and its end. The begin symbol is context only (nltk 3065), the lowest order counts
 * what a symbol follows (nltk 2599) and leaves a share to symbols without counts (nltk 3211), and an
 * unknown context takes the next lower order (nltk 2332).
 */
final class Trigram {

    private static final int BATCH = 500;

    /** How many contexts are drawn to check probabilities. */
    private static final int DRAWN = 100;

    /** How often something follows contexts, and what follows them. */
    private static final class Order {

        private final Map<Long, Integer> counts = new HashMap<>();
        private final Map<Long, int[]> contexts = new HashMap<>();
        private double discount;

        /** Counts a symbol after a context. Returns whether it is new there. */
        boolean add(long context, int symbol, long symbols) {
            int[] known = contexts.computeIfAbsent(context, c -> new int[2]);
            boolean isNew = counts.merge(context * symbols + symbol, 1, Integer::sum) == 1;
            known[0]++;
            known[1] += isNew ? 1 : 0;
            return isNew;
        }

        void finish() {
            double once = counts.values().stream().filter(count -> count == 1).count();
            double twice = counts.values().stream().filter(count -> count == 2).count();
            discount = once == 0 ? 0.5 : once / (once + 2 * twice);
        }

        /** Returns the probability, given that of the next lower order. */
        double probability(long context, int symbol, long symbols, double lower) {
            int[] known = contexts.get(context);
            if (known == null) {
                return lower;
            }
            int count = counts.getOrDefault(context * symbols + symbol, 0);
            return (Math.max(0, count - discount) + discount * known[1] * lower) / known[0];
        }
    }

    private final int symbols;
    private final int begin;
    private final Order[] orders = {new Order(), new Order(), new Order()};

    private Trigram(int symbols, int begin) {
        this.symbols = symbols;
        this.begin = begin;
    }

    /** Learns texts, each of which ends with the end symbol. */
    void learn(List<int[]> texts) {
        Set<Long> pairs = new HashSet<>();
        for (int[] text : texts) {
            int second = begin;
            int first = begin;
            for (int i = 0; i < text.length; i++) {
                long pair = (long) first * symbols + text[i];
                // what begins a text follows nothing: it is counted itself, as all others are by
                // how many symbols they follow
                boolean counts =
                        i == 0
                                || orders[2].add(
                                        (long) second * symbols + first, text[i], symbols);
                if (counts) {
                    orders[1].add(first, text[i], symbols);
                }
                if (pairs.add(pair)) {
                    orders[0].add(0, text[i], symbols);
                }
                second = first;
                first = text[i];
            }
        }
        for (Order order : orders) {
            order.finish();
        }
    }

    double probability(int second, int first, int symbol, boolean begins) {
        double lower = orders[0].probability(0, symbol, symbols, 1.0 / symbols);
        lower = orders[1].probability(first, symbol, symbols, lower);
        return begins
                ? lower
                : orders[2].probability((long) second * symbols + first, symbol, symbols, lower);
    }

    /** Returns the mean of the negative logarithms, and their number. */
    double[] measure(List<int[]> texts) {
        double sum = 0;
        long count = 0;
        for (int[] text : texts) {
            for (int i = 0; i < text.length; i++) {
                int first = i < 1 ? begin : text[i - 1];
                int second = i < 2 ? begin : text[i - 2];
                sum -= Math.log(probability(second, first, text[i], i == 0));
                count++;
            }
        }
        return new double[] {sum / count, count};
    }

    /**
     * Fails unless the probabilities of all symbols add up to 1: at the begin and at the end of
     * texts, after an end, which nothing follows, and after contexts that are drawn, most of which
     * are unknown.
     */
    private void check(List<int[]> texts) {
        for (int at = 0; at < texts.size(); at += Math.max(1, texts.size() / 10)) {
            int[] text = texts.get(at);
            for (int i : new int[] {0, 1, 2, 3, text.length - 1, text.length}) {
                if (i >= 0 && i <= text.length) {
                    int first = i < 1 ? begin : text[i - 1];
                    check(i < 2 ? begin : text[i - 2], first, i == 0);
                }
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        int unknown = 0;
        for (int i = 0; i < DRAWN; i++) {
            int second = random.nextInt(symbols);
            int first = random.nextInt(symbols);
            check(second, first, false);
            unknown += orders[2].contexts.containsKey((long) second * symbols + first) ? 0 : 1;
        }
        if (unknown < DRAWN / 2) {
            throw new IllegalStateException("only %d contexts are unknown".formatted(unknown));
        }
    }

    private void check(int second, int first, boolean begins) {
        double sum = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            sum += probability(second, first, symbol, begins);
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalStateException("the probabilities add up to " + sum);
        }
    }

    public static void main(String[] args) throws Exception {
        try (FelixHost host = FelixHost.open(Path.of(args[2]), "0.0.0", TrustPolicy.open())) {
            try (Stream<Path> jars = Files.list(Path.of(args[1]))) {
                host.installAll(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
            }
            host.start();
            Path data = Path.of(args[3], "dailydialog");
            try (Sora sora = new SoraRuntime(host, KnownTypes.none());
                    Model model = sora.open(Path.of(args[0]))) {
                List<int[]> train = texts(model, data.resolve("train.zip"));
                List<int[]> test = texts(model, data.resolve("validation.zip"));
                int symbols =
                        Stream.concat(train.stream(), test.stream())
                                        .flatMapToInt(Arrays::stream)
                                        .max()
                                        .orElseThrow()
                                + 1;
                Trigram trigram = new Trigram(symbols + 1, symbols);
                trigram.learn(train);
                trigram.check(test);
                double[] measured = trigram.measure(test);
                System.out.printf(
                        "answers %d to learn, %d to test; symbols %d of %d kinds; discounts %.3f"
                                + " %.3f %.3f%nperplexity %.2f%n",
                        train.size(),
                        test.size(),
                        (long) measured[1],
                        symbols,
                        trigram.orders[0].discount,
                        trigram.orders[1].discount,
                        trigram.orders[2].discount,
                        Math.exp(measured[0]));
            }
        }
    }

    /** Returns the symbols that the model is to predict for each answer. */
    private static List<int[]> texts(Model model, Path archive) throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        for (String answer : answers(archive)) {
            records.add(Map.of("answer", answer));
        }
        List<int[]> texts = new ArrayList<>();
        for (int start = 0; start < records.size(); start += BATCH) {
            Map<String, HostTensor> parts =
                    model.tap(
                                    records.subList(
                                            start, Math.min(records.size(), start + BATCH)),
                                    "so_far")
                            .get("so_far")
                            .members()
                            .get(0);
            IntBuffer lengths = parts.get("lengths").data().asIntBuffer();
            IntBuffer next = parts.get("next").data().asIntBuffer();
            int steps = next.remaining() / lengths.remaining();
            for (int row = 0; row < lengths.remaining(); row++) {
                int[] text = new int[lengths.get(row)];
                next.get(row * steps, text);
                texts.add(text);
            }
        }
        return texts;
    }

    /** Reads all turns but the first of each dialogue, as the source 'dialogues' does. */
    private static List<String> answers(Path archive) throws IOException {
        List<String> answers = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            var entry =
                    zip.stream()
                            .filter(e -> e.getName().matches(".*/dialogues_[a-z]+\\.txt"))
                            .findFirst()
                            .orElseThrow();
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    List<String> turns =
                            Arrays.stream(line.split("__eou__"))
                                    .map(String::strip)
                                    .filter(turn -> !turn.isEmpty())
                                    .toList();
                    answers.addAll(turns.subList(Math.min(1, turns.size()), turns.size()));
                }
            }
        }
        return answers;
    }
}
