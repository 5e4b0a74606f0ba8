// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.Tiling;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.particle.TilePrediction;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Predicts for the parts of large pictures and for each picture as a whole, and joins them. */
final class TiledPredictor implements Predictor {

    /** Parts that are predicted together: each may be large. */
    private static final int TOGETHER = 16;

    private final Predictor whole;
    private final List<Joint> joints;
    private final Tiling tiling;

    /**
     * How the predictions of an output are joined.
     *
     * @param output its name
     * @param type the name of its type
     * @param join joins predictions; empty if their places mean nothing
     */
    record Joint(
            String output,
            String type,
            Function<List<TilePrediction>, Optional<Map<String, Object>>> join) {

        private static Joint of(FittedGraph graph, Node.Output output) {
            return new Joint(
                    output.name(),
                    output.planned().type().descriptor().name(),
                    parts ->
                            PluginWork.call(
                                    graph.plan(),
                                    output.planned(),
                                    "joined predictions of '%s'".formatted(output.name()),
                                    () ->
                                            PluginScope.call(
                                                    output.planned().plugin().loader(),
                                                    () ->
                                                            graph.outputs()
                                                                    .get(output.name())
                                                                    .joined(parts))));
        }

        Map<String, Object> joined(List<TilePrediction> parts) {
            return join.apply(parts).orElseThrow(this::cannotJoin);
        }

        private SoraException cannotJoin() {
            return new SoraException(
                    Problem.of(
                                    "SORA-4481",
                                    "the predictions of '%s' for parts of a picture cannot be joined"
                                            .formatted(output))
                            .needs(
                                    "outputs whose answers have places in the picture, such as boxes")
                            .have(type)
                            .fix("predict without tiles"));
        }
    }

    /**
     * Creates an instance.
     *
     * @throws SoraException if an output cannot join predictions
     */
    TiledPredictor(Predictor whole, List<Joint> joints, Tiling tiling) {
        this.whole = whole;
        this.joints = joints;
        this.tiling = tiling;
        // asked with no parts, so that it is refused before the first prediction
        joints.forEach(joint -> joint.joined(List.of()));
    }

    static TiledPredictor of(Predictor whole, FittedGraph graph, Tiling tiling) {
        return new TiledPredictor(
                whole,
                graph.plan().nodes(Node.Output.class).stream()
                        .map(output -> Joint.of(graph, output))
                        .toList(),
                tiling);
    }

    @Override
    public int batchSize() {
        return TOGETHER;
    }

    @Override
    public List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
        List<Answer> answers = new ArrayList<>(records.size());
        for (DataRecord record : records) {
            try {
                answers.add(predict(record, unknown));
            } catch (RecordException e) {
                if (!skipBroken) {
                    throw e;
                }
                answers.add(Answer.broken(e));
            }
        }
        return answers;
    }

    private Answer predict(DataRecord record, Optional<UnknownCounts> unknown) {
        String column = column(record);
        ImageValue picture = record.get(column, ImageValue.class);
        List<PictureTile> tiles = PictureTile.of(picture, tiling);
        List<Answer> parts = new ArrayList<>(tiles.size());
        // the values of a record are counted once, with the whole picture
        parts.addAll(whole.predict(List.of(record), false, unknown));
        for (int from = 1; from < tiles.size(); from += TOGETHER) {
            List<DataRecord> some = new ArrayList<>(TOGETHER);
            for (PictureTile tile : tiles.subList(from, Math.min(tiles.size(), from + TOGETHER))) {
                some.add(with(record, column, tile.cut(picture)));
            }
            parts.addAll(whole.predict(some, false, Optional.empty()));
        }
        return tiles.size() == 1 ? parts.get(0) : joined(tiles, parts);
    }

    private Answer joined(List<PictureTile> tiles, List<Answer> parts) {
        Map<String, Map<String, Object>> outputs = new LinkedHashMap<>();
        for (Joint joint : joints) {
            List<TilePrediction> predictions = new ArrayList<>(tiles.size());
            for (int i = 0; i < tiles.size(); i++) {
                PictureTile tile = tiles.get(i);
                predictions.add(
                        TilePrediction.of(
                                tile.left(),
                                tile.top(),
                                tile.width(),
                                tile.height(),
                                parts.get(i).outputs().get(joint.output())));
            }
            outputs.put(joint.output(), joint.joined(predictions));
        }
        return Answer.of(outputs);
    }

    /** Returns the only column of pictures that the model reads. */
    private String column(DataRecord record) {
        List<String> pictures =
                record.schema().columns().stream()
                        .filter(column -> column.type() == ColumnType.IMAGE)
                        .map(Column::name)
                        .toList();
        if (pictures.size() != 1) {
            throw new SoraException(
                    Problem.of("SORA-4482", "the data has no single column of pictures to cut")
                            .where(record.where())
                            .needs("one column of pictures")
                            .have(pictures.isEmpty() ? "none" : String.join(", ", pictures))
                            .fix("predict without tiles"));
        }
        return pictures.get(0);
    }

    private static DataRecord with(DataRecord record, String column, ImageValue part) {
        List<Column> columns = record.schema().columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).name().equals(column) ? part : record.find(i).orElse(null);
        }
        return record.with(record.schema(), values);
    }

    @Override
    public void close() {
        // the other predictor belongs to the model
    }
}
