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

/** Predicts for the parts of large pictures and for each picture as a whole, and joins them. */
final class TiledPredictor implements Predictor {

    /** Parts that are predicted together: each may be large. */
    private static final int TOGETHER = 16;

    private final Predictor whole;
    private final FittedGraph graph;
    private final Tiling tiling;

    TiledPredictor(Predictor whole, FittedGraph graph, Tiling tiling) {
        this.whole = whole;
        this.graph = graph;
        this.tiling = tiling;
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
        for (int from = 0; from < tiles.size(); from += TOGETHER) {
            List<DataRecord> some = new ArrayList<>(TOGETHER);
            for (PictureTile tile : tiles.subList(from, Math.min(tiles.size(), from + TOGETHER))) {
                some.add(with(record, column, tile.cut(picture)));
            }
            parts.addAll(whole.predict(some, false, unknown));
        }
        return tiles.size() == 1 ? parts.get(0) : joined(tiles, parts);
    }

    private Answer joined(List<PictureTile> tiles, List<Answer> parts) {
        Map<String, Map<String, Object>> outputs = new LinkedHashMap<>();
        for (Node.Output output : graph.plan().nodes(Node.Output.class)) {
            List<TilePrediction> predictions = new ArrayList<>(tiles.size());
            for (int i = 0; i < tiles.size(); i++) {
                PictureTile tile = tiles.get(i);
                predictions.add(
                        TilePrediction.of(
                                tile.left(),
                                tile.top(),
                                tile.width(),
                                tile.height(),
                                parts.get(i).outputs().get(output.name())));
            }
            outputs.put(
                    output.name(),
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
                                                                    .joined(predictions)))
                            .orElseThrow(() -> cannotJoin(output)));
        }
        return Answer.of(outputs);
    }

    private static SoraException cannotJoin(Node.Output output) {
        return new SoraException(
                Problem.of(
                                "SORA-4481",
                                "the predictions of '%s' for parts of a picture cannot be joined"
                                        .formatted(output.name()))
                        .needs("an output whose answers have places in the picture, such as boxes")
                        .have(output.planned().type().descriptor().name())
                        .fix("predict without tiles"));
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
