// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import com.google.inject.Inject;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.RunRecords;
import dev.sora.core.data.RunTables;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.encoding.SplitEncoding;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.data.split.Split;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.profile.DataSummary;
import dev.sora.core.profile.SplitSummary;
import dev.sora.core.profiling.SplitDigest;
import dev.sora.core.profiling.SplitStatistics;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the data of a training, fits the particles that need it, and encodes it, once. */
public final class DataPreparation implements AutoCloseable {

    private final Plan plan;
    private final RunTables tables;
    private final ParticleFitting fitting;
    private final Optional<DataShards> shards;
    private final RunListener listener;
    private final MemoryBound memory;
    private final Map<String, SplitSummary> watched = new LinkedHashMap<>();
    private final Map<String, List<DataRecord>> samples = new LinkedHashMap<>();
    private final Map<String, SplitDigest> digests = new TreeMap<>();
    private RunRecords records;

    /** The digest of the data that restored inputs and outputs learned from. */
    private String fittedTo = "";

    /**
     * Prepares the data of a plan.
     *
     * @param prior a model whose learned states grow with the data
     * @param shards the part of the training records that is encoded; all if absent
     */
    @Inject
    DataPreparation(
            Plan plan,
            Optional<PriorModel> prior,
            Optional<DataShards> shards,
            RunListener listener) {
        this.plan = plan;
        this.shards = shards;
        this.tables = new RunTables(plan);
        this.fitting = new ParticleFitting(plan, prior, tables, listener);
        this.listener = listener;
        this.memory = MemoryBound.of(plan.data());
    }

    /**
     * Checks that this data is what inputs and outputs were fitted to.
     *
     * @param read the digest of this data
     * @throws dev.sora.problem.DataException if they learned from other data
     */
    public void check(String read) {
        if (shards.isPresent()) {
            ShardChecks.check(fittedTo, read);
        }
    }

    private FittedGraph restored(byte[] states) {
        FittedStates restored = FittedStates.of(plan, states);
        fittedTo = restored.data();
        ShardChecks.check(restored.graph());
        return restored.graph();
    }

    private FittedGraph fitted() {
        FittedGraph graph = fitting.fit(records.of(Split.TRAIN).orElseThrow());
        fitting.warn(graph);
        return graph;
    }

    /** Reads, fits and encodes. */
    public PreparedTraining prepare() {
        if (shards.isPresent()) {
            ShardChecks.check(plan);
        }
        Phases phases = new Phases(listener);
        phases.start("read");
        records = RunRecords.read(plan, shards.isEmpty());
        phases.start("fit");
        FittedGraph graph = shards.map(some -> restored(some.fitted())).orElseGet(this::fitted);
        phases.start("encode");
        List<DataRecord> shown = new ArrayList<>();
        Map<Split, Measured> measured = new EnumMap<>(Split.class);
        SplitEncoding.EncodedPart train = encode(graph, measured, shown);
        shards.ifPresent(some -> ShardChecks.check(train.size(), some.count()));
        records.tell(listener);
        tables.tell(listener);
        listener.on(
                new RunEvent.DataSummarised(
                        DataSummary.of(watched, TargetInputs.notes(plan, graph))));
        phases.end();
        MinibatchShares.check(graph, train.size(), 1);
        return new PreparedTraining(
                graph,
                train.size(),
                train.data(),
                Optional.ofNullable(measured.get(Split.VALIDATION)),
                Optional.ofNullable(measured.get(Split.TEST)),
                shown,
                joined(records.files(), tables.files()),
                learned(),
                joined(records.skipped(), tables.skipped()),
                joined(digests, tables.digests()),
                new Observed(watched.get(Split.TRAIN.word()), samples));
    }

    private Set<Path> learned() {
        Set<Path> learned = new HashSet<>(records.filesLearned());
        learned.addAll(tables.filesFound());
        return learned;
    }

    /** Joins what is known of the splits and of the tables. */
    private static <V> Map<String, V> joined(Map<String, V> splits, Map<String, V> tables) {
        Map<String, V> joined = new LinkedHashMap<>(splits);
        joined.putAll(tables);
        return joined;
    }

    /** Closes sources that were read until now. */
    @Override
    public void close() {
        if (records != null) {
            records.close();
        }
    }

    /** Encodes the training data, and the parts that predictions are measured on. */
    private SplitEncoding.EncodedPart encode(
            FittedGraph graph, Map<Split, Measured> measured, List<DataRecord> shown) {
        DataProcedure procedure = DataProcedure.of(graph);
        List<Encoding> encodings = new ArrayList<>();
        encodings.add(new Encoding(graph, Split.TRAIN, Optional.empty()));
        if (procedure.encodesMeasured()) {
            for (Split part : List.of(Split.VALIDATION, Split.TEST)) {
                if (records.of(part).isPresent()) {
                    encodings.add(new Encoding(graph, part, Optional.of(new UnknownCounts())));
                }
            }
        }
        SplitRecords training = records.of(Split.TRAIN).orElseThrow();
        listener.on(new RunEvent.Encoding(Split.TRAIN.word(), training.size().orElse(0)));
        List<SplitEncoding.EncodedPart> encoded =
                SplitEncoding.run(encodings.stream().map(e -> e.encoding).toList());
        training.forget();
        for (int i = 0; i < encoded.size(); i++) {
            Encoding done = encodings.get(i);
            SplitEncoding.EncodedPart part = encoded.get(i);
            done.tell(part.size());
            if (done.part != Split.TRAIN) {
                measured.put(
                        done.part,
                        new Measured(done.part, part.whole(), records.of(done.part).orElseThrow()));
                shown.clear();
                shown.addAll(part.shown());
            }
        }
        if (!procedure.encodesMeasured()) {
            tryOut(procedure, measured);
        }
        return encoded.get(0);
    }

    /** Tries out records that are encoded when they are measured. */
    private void tryOut(DataProcedure procedure, Map<Split, Measured> measured) {
        for (Split part : List.of(Split.VALIDATION, Split.TEST)) {
            Optional<SplitRecords> own = records.of(part);
            if (own.isPresent()) {
                UnknownCounts unknown = new UnknownCounts();
                PreparedData tried = procedure.encode(own.get(), memory, unknown);
                unknown.tell(part.word(), listener);
                if (isDigested(part)) {
                    digests.put(part.word(), SplitDigest.of(own.get(), columns(Node.class)));
                }
                measured.put(part, new Measured(part, tried, own.get()));
            }
        }
    }

    /** Returns the columns that nodes of a kind read. */
    private Set<String> columns(Class<? extends Node> kind) {
        Set<String> columns = new LinkedHashSet<>();
        for (Node node : plan.nodes()) {
            if (kind.isInstance(node)) {
                columns.addAll(InputColumns.inTraining(node.planned()).keySet());
            }
        }
        return columns;
    }

    /**
     * Returns whether the files of a part tell what it holds; a part of the training data's too. A
     * table that is one may only name pictures, which lie in files of their own.
     */
    private boolean liesInFiles(Split part) {
        Map<String, List<Path>> files = records.files();
        List<Path> own = files.getOrDefault(part.word(), files.get(Split.TRAIN.word()));
        Schema schema = records.of(part).orElseThrow().schema();
        boolean pictures =
                columns(Node.class).stream()
                        .flatMap(name -> schema.column(name).stream())
                        .anyMatch(column -> column.type() == ColumnType.IMAGE);
        return !pictures && !own.isEmpty() && own.stream().allMatch(Files::isRegularFile);
    }

    /** Returns whether only its records tell whether a part is that of a training to resume. */
    private boolean isDigested(Split part) {
        return part != Split.TEST && !liesInFiles(part);
    }

    /** The encoding of a part, with what is noted beside it. */
    private final class Encoding {

        private final Split part;
        private final Optional<UnknownCounts> unknown;
        private final boolean digested;
        private final SplitStatistics watch;
        private final SplitEncoding encoding;

        Encoding(FittedGraph graph, Split part, Optional<UnknownCounts> unknown) {
            this.part = part;
            this.unknown = unknown;
            this.digested = isDigested(part);
            SplitRecords own = records.of(part).orElseThrow();
            this.watch =
                    new SplitStatistics(
                            columns(Node.class), columns(Node.Output.class), own.size(), digested);
            this.encoding =
                    new SplitEncoding(
                            graph,
                            own,
                            part == Split.TRAIN ? shards : Optional.empty(),
                            memory,
                            unknown,
                            watch::look);
        }

        void tell(int size) {
            watched.put(part.word(), watch.finish());
            samples.put(part.word(), watch.sample());
            if (digested) {
                digests.put(part.word(), watch.digest());
            }
            listener.on(new RunEvent.Encoded(part.word(), size));
            unknown.ifPresent(counts -> counts.tell(part.word(), listener));
        }
    }
}
