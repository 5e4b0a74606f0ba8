// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Decoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.generation.Continuation;
import dev.sora.generation.ContinuingOutput;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.generation.Search;
import dev.sora.generation.StepwiseOutput;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Computes raw predictions, and generates the sequences of outputs that have any. */
public final class Generator {

    private final UnaryOperator<Search> search;
    private final SymbolListener listener;
    private final OptionalLong seed;

    /** Whether numbers are continued on one path only. */
    private final boolean quick;

    private Generator(UnaryOperator<Search> search, OptionalLong seed, SymbolListener listener) {
        this(search, seed, listener, false);
    }

    private Generator(
            UnaryOperator<Search> search,
            OptionalLong seed,
            SymbolListener listener,
            boolean quick) {
        this.quick = quick;
        this.search = search;
        this.seed = seed;
        this.listener = listener;
    }

    /** Returns a generator that searches as each output states, with the seed of the manifest. */
    public static Generator asStated() {
        return new Generator(stated -> stated, OptionalLong.empty(), SymbolListener.NONE);
    }

    /** Returns a generator that searches as each output states, with another seed. */
    public static Generator asStated(long seed) {
        return new Generator(stated -> stated, OptionalLong.of(seed), SymbolListener.NONE);
    }

    /**
     * Returns a generator that takes the most probable symbol, or the middle number, at each step:
     * the fastest.
     */
    public static Generator greedy() {
        return new Generator(
                stated -> Search.greedy(), OptionalLong.empty(), SymbolListener.NONE, true);
    }

    /** Returns a generator with a search of its own, which reports symbols where it can. */
    public static Generator of(Search search, long seed, SymbolListener listener) {
        return new Generator(stated -> search, OptionalLong.of(seed), listener);
    }

    /**
     * Computes the raw predictions of a batch; those of outputs that generate have the parts of
     * {@link Generation}.
     */
    public Map<String, Signal> forward(Network network, Feed feed) {
        return generated(network, network.forward(feed), Map.of(), feed);
    }

    /**
     * Returns raw predictions with the generated parts.
     *
     * @param given the values of nodes that are given, none of which depends on a sequence so far
     */
    public Map<String, Signal> generated(
            Network network, Map<String, Signal> raw, Map<String, Value> given, Feed feed) {
        Map<String, Signal> predictions = new LinkedHashMap<>(raw);
        network.growing()
                .forEach(
                        (name, path) ->
                                predictions.computeIfPresent(
                                        name,
                                        (same, prediction) ->
                                                generated(
                                                        network,
                                                        name,
                                                        path,
                                                        prediction,
                                                        given,
                                                        feed)));
        return predictions;
    }

    private Signal generated(
            Network network,
            String name,
            GrowingPath path,
            Signal prediction,
            Map<String, Value> given,
            Feed feed) {
        StepwiseOutput output = (StepwiseOutput) network.graph().outputs().get(name);
        int records = (int) prediction.values().getShape().get(0);
        try (NDManager manager = feed.manager().newSubManager()) {
            Feed inner = feed.in(manager);
            Subgraph complete = network.subgraph(path.complete(), given.keySet());
            Map<String, Value> computed = network.compute(complete, given, inner);
            Supplier<Decoder> decoders = () -> network.decoder(path, computed, records, inner);
            return output instanceof ContinuingOutput continuing
                    ? continued(continuing, prediction, records, decoders, network, feed)
                    : generated(
                            (GeneratingOutput) output,
                            prediction,
                            records,
                            decoders,
                            network,
                            feed);
        }
    }

    private Signal continued(
            ContinuingOutput output,
            Signal prediction,
            int records,
            Supplier<Decoder> decoders,
            Network network,
            Feed feed) {
        Continuation stated = output.continuation();
        Continuation own = quick ? stated.with(1) : stated;
        long[] keys = own.paths() == 1 ? new long[0] : keys(network, records, feed);
        return prediction.with(
                Continuation.GENERATED,
                new Continuer(own, records, keys).run(decoders, feed.manager()));
    }

    private Signal generated(
            GeneratingOutput output,
            Signal prediction,
            int records,
            Supplier<Decoder> decoders,
            Network network,
            Feed feed) {
        Generation stated = output.generation();
        Generation own = stated.with(search.apply(stated.search()));
        Optional<NextSymbols> allowed = output.nextSymbols();
        List<List<Sequence>> sequences;
        try (Decoder decoder = decoders.get()) {
            long[] keys =
                    own.search().temperature() == 0 ? new long[0] : keys(network, records, feed);
            sequences =
                    own.search().beams() > 1
                            ? new BeamSearch(own, allowed).run(NextScores.of(decoder), records)
                            : new OneByOne(own, allowed, keys, listener)
                                    .run(NextScores.of(decoder), records);
        }
        Signal answer = with(prediction, sequences, own.search().best(), feed.manager());
        if (quick || !output.hasAttention()) {
            return answer;
        }
        List<int[]> best = sequences.stream().map(each -> each.get(0).symbols()).toList();
        try (Decoder decoder = decoders.get()) {
            return answer.with(
                    Generation.ATTENTION,
                    GeneratedAttention.of(decoder, best, own, feed.manager()));
        }
    }

    /** Returns the keys of random numbers: a record has the same alone and in any batch. */
    private long[] keys(Network network, int records, Feed feed) {
        return RecordKeys.of(
                seed.orElse(network.graph().plan().seed()),
                feed.inputs(),
                GrowingPath.inputsSoFar(network.graph()),
                records);
    }

    private static Signal with(
            Signal prediction, List<List<Sequence>> sequences, int best, NDManager manager) {
        int longest =
                sequences.stream()
                        .flatMap(List::stream)
                        .mapToInt(sequence -> sequence.symbols().length)
                        .max()
                        .orElse(0);
        int width = Math.max(1, longest);
        int[] symbols = new int[sequences.size() * best * width];
        float[] scores = new float[sequences.size() * best];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < sequences.size(); i++) {
            for (int j = 0; j < sequences.get(i).size(); j++) {
                Sequence sequence = sequences.get(i).get(j);
                int row = i * best + j;
                System.arraycopy(
                        sequence.symbols(), 0, symbols, row * width, sequence.symbols().length);
                scores[row] = (float) sequence.score();
            }
        }
        NDArray table = manager.create(symbols, new Shape(sequences.size(), best, width));
        return prediction
                .with(Generation.GENERATED, table)
                .with(Generation.SCORES, manager.create(scores, new Shape(sequences.size(), best)));
    }
}
