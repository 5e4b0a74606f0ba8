// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures generated pictures with a classifier that was trained on real ones. */
public final class Judge {

    /**
     * The number of vectors whose neighbours are compared: all pairs of more would take minutes.
     */
    private static final int MOST_NEIGHBOURS = 2_000;

    /**
     * The largest vectors whose distributions are compared: the time grows with the third power.
     */
    private static final int MOST_FEATURES = 512;

    private static final int BATCH = 256;
    private static final String LABEL = "label";

    private final Model classifier;
    private final String column;
    private final String output;
    private final String features;

    /**
     * Creates a judge.
     *
     * @param features the node whose values are compared; that before the output if empty
     * @throws SoraException if the model is not a classifier of pictures
     */
    public Judge(Model classifier, Optional<String> features) {
        this.classifier = classifier;
        List<String> columns =
                classifier.columns().stream()
                        .filter(c -> c.types().contains(ColumnType.IMAGE))
                        .map(ColumnInfo::column)
                        .distinct()
                        .toList();
        if (columns.size() != 1
                || classifier.columns().size() != 1
                || classifier.outputs().size() != 1) {
            throw refused(
                    "a model that reads one column of pictures and has one output",
                    "columns %s, outputs %s"
                            .formatted(
                                    classifier.columns().stream().map(ColumnInfo::column).toList(),
                                    classifier.outputs()));
        }
        column = columns.get(0);
        output = classifier.outputs().get(0);
        List<NodeInfo> nodes = classifier.inspection().nodes();
        this.features =
                features.orElseGet(
                        () ->
                                nodes.stream()
                                        .filter(node -> node.name().equals(output))
                                        .findFirst()
                                        .orElseThrow()
                                        .from()
                                        .get(0));
        if (nodes.stream().noneMatch(node -> node.name().equals(this.features))) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--features %s does not fit".formatted(this.features))
                            .needs(
                                    "a node of the classifier: "
                                            + String.join(
                                                    ", ",
                                                    nodes.stream().map(NodeInfo::name).toList()))
                            .have(this.features));
        }
    }

    private static SoraException refused(String needs, String have) {
        return new SoraException(
                Problem.of("SORA-4722", "the model of --judge is not a classifier of pictures")
                        .needs(needs)
                        .have(have)
                        .fix(
                                "train a 'classification' of the real pictures, and name its package"));
    }

    /**
     * Measures pictures.
     *
     * @param predictions what was generated
     * @param asked the class that each picture was to be of; names that no class has are not
     *     compared
     * @param real a data source of real pictures in YAML, if they are to be compared with some
     * @return the metrics by name
     */
    public Map<String, Object> measure(
            List<Prediction> predictions,
            List<String> asked,
            Optional<Path> real,
            RunListener listener) {
        List<ImageValue> pictures = pictures(predictions);
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("pictures", pictures.size());
        measured.putAll(read(pictures, asked));
        real.ifPresent(source -> measured.putAll(compare(pictures, source, listener)));
        return measured;
    }

    private static List<ImageValue> pictures(List<Prediction> predictions) {
        List<ImageValue> pictures = new ArrayList<>();
        try {
            for (Prediction prediction : predictions) {
                Optional<byte[]> png =
                        prediction.outputs().values().stream()
                                .flatMap(values -> values.values().stream())
                                .flatMap(value -> Pictures.png(value).stream())
                                .findFirst();
                if (png.isEmpty()) {
                    throw new SoraException(
                            Problem.of("SORA-4723", "the model generates no pictures")
                                    .needs("an output of pictures to judge")
                                    .have(String.valueOf(prediction.outputs().keySet()))
                                    .fix("leave out --judge"));
                }
                pictures.add(Pictures.value(Pictures.read(png.get())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pictures;
    }

    /** Returns the share of pictures that are read as the class they were to be of. */
    private Map<String, Object> read(List<ImageValue> pictures, List<String> asked) {
        Map<String, int[]> byClass = new LinkedHashMap<>();
        int right = 0;
        for (int from = 0; from < pictures.size(); from += BATCH) {
            List<Map<String, Object>> records = records(pictures, from);
            List<Prediction> answers = classifier.predict(records);
            for (int i = 0; i < answers.size(); i++) {
                Object label = answers.get(i).output(output).get(LABEL);
                if (label == null) {
                    throw refused(
                            "an output that predicts a label", "output '%s'".formatted(output));
                }
                String wanted = asked.get(from + i);
                boolean same = wanted.equals(String.valueOf(label));
                int[] counts = byClass.computeIfAbsent(wanted, name -> new int[2]);
                counts[0] += same ? 1 : 0;
                counts[1]++;
                right += same ? 1 : 0;
            }
        }
        Map<String, Object> read = new LinkedHashMap<>();
        boolean conditional = asked.stream().anyMatch(name -> !name.isEmpty());
        if (conditional) {
            read.put("as_asked", right / (double) pictures.size());
            Map<String, Double> shares = new LinkedHashMap<>();
            byClass.forEach((name, counts) -> shares.put(name, counts[0] / (double) counts[1]));
            read.put("as_asked_by_class", shares);
        }
        return read;
    }

    private List<Map<String, Object>> records(List<ImageValue> pictures, int from) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (ImageValue picture : pictures.subList(from, Math.min(pictures.size(), from + BATCH))) {
            records.add(Map.of(column, picture));
        }
        return records;
    }

    private Map<String, Object> compare(
            List<ImageValue> pictures, Path source, RunListener listener) {
        List<ImageValue> real = new ArrayList<>();
        classifier.read(
                source, listener, (DataRecord r) -> real.add(r.get(column, ImageValue.class)));
        if (pictures.size() < 2 || real.size() < 2) {
            throw new SoraException(
                    Problem.of("SORA-4724", "there are too few pictures to compare")
                            .needs("two or more on each side")
                            .have("%d generated, %d real".formatted(pictures.size(), real.size()))
                            .fix("raise --count"));
        }
        float[][] generated = features(pictures);
        float[][] there = features(real);
        Map<String, Object> compared = new LinkedHashMap<>();
        compared.put("real", real.size());
        compared.put("fid", FrechetDistance.of(generated, there));
        float[][] some = spread(generated);
        float[][] others = spread(there);
        compared.put("precision", Coverage.share(some, others));
        compared.put("recall", Coverage.share(others, some));
        boolean oneSize =
                Stream.concat(pictures.stream(), real.stream())
                                .map(p -> List.of(p.width(), p.height(), p.channels()))
                                .distinct()
                                .count()
                        == 1;
        if (oneSize) {
            Copies copies =
                    Copies.of(
                            pictures.stream().map(ImageValue::samples).toList(),
                            real.stream().map(ImageValue::samples).toList());
            compared.put("copies", copies.copies());
            compared.put("copies_of", copies.compared());
            compared.put("nearest_real", copies.nearest());
            compared.put("nearest_among_real", copies.usual());
        }
        return compared;
    }

    /** Returns vectors that are spread evenly over all. */
    private static float[][] spread(float[][] vectors) {
        int count = Math.min(MOST_NEIGHBOURS, vectors.length);
        float[][] some = new float[count][];
        for (int i = 0; i < count; i++) {
            some[i] = vectors[(int) ((long) i * vectors.length / count)];
        }
        return some;
    }

    private float[][] features(List<ImageValue> pictures) {
        float[][] vectors = new float[pictures.size()][];
        for (int from = 0; from < pictures.size(); from += BATCH) {
            List<Map<String, Object>> records = records(pictures, from);
            NodeValue value = classifier.tap(records, features).get(features);
            float[] all = value.floats();
            int size = all.length / records.size();
            if (size > MOST_FEATURES) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-4725",
                                        "the features of '%s' are too many to compare"
                                                .formatted(features))
                                .needs("at most %d for each picture".formatted(MOST_FEATURES))
                                .have(String.valueOf(size))
                                .fix("name a smaller node with --features"));
            }
            for (int i = 0; i < records.size(); i++) {
                vectors[from + i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
            }
        }
        return vectors;
    }
}
