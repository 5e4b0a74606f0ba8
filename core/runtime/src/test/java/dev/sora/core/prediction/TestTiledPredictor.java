// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Tiling;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.particle.TilePrediction;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How predictions for parts of pictures are asked for, joined and refused. */
final class TestTiledPredictor {

    private static final Tiling TILING = new Tiling(16, 16, 0);
    private static final Schema PICTURE =
            Schema.of(Column.of("id", ColumnType.TEXT), column("picture"));

    private static final TiledPredictor.Joint PLACES =
            new TiledPredictor.Joint(
                    "boxes",
                    "boxes",
                    parts ->
                            Optional.of(
                                    Map.of(
                                            "found",
                                            parts.stream()
                                                    .map(TestTiledPredictor::place)
                                                    .toList())));

    private static Column column(String name) {
        return Column.of(name, ColumnType.IMAGE);
    }

    private static String place(TilePrediction part) {
        return part.left() + "," + part.top() + " " + part.values().get("size");
    }

    /** Predicts the size of a picture, and refuses black ones. */
    private static final class Sizes implements Predictor {

        private final List<Integer> counted = new ArrayList<>();

        @Override
        public int batchSize() {
            return 4;
        }

        @Override
        public List<Answer> predict(
                List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
            unknown.ifPresent(counts -> counted.add(records.size()));
            return records.stream().map(Sizes::answer).toList();
        }

        private static Answer answer(DataRecord record) {
            ImageValue picture = record.get("picture", ImageValue.class);
            if (picture.samples()[0] == 0) {
                throw new RecordException(Problem.of("SORA-4004", "a black picture"));
            }
            return Answer.of(
                    Map.of("boxes", Map.of("size", picture.width() + "x" + picture.height())));
        }
    }

    private static DataRecord record(int width, int height, int shade) {
        byte[] samples = new byte[width * height];
        Arrays.fill(samples, (byte) shade);
        return new DataRecord(PICTURE, "a.png", 1, "a", new ImageValue(width, height, 1, samples));
    }

    @Test
    void joinsTheWholeAndItsParts() {
        Predictor tiled = new TiledPredictor(new Sizes(), List.of(PLACES), TILING);

        assertThat(tiled.predict(List.of(record(32, 16, 9)), false, Optional.empty()))
                .singleElement()
                .satisfies(
                        answer ->
                                assertThat(answer.outputs().get("boxes"))
                                        .isEqualTo(
                                                Map.of(
                                                        "found",
                                                        List.of(
                                                                "0,0 32x16",
                                                                "0,0 16x16",
                                                                "16,0 16x16"))));
    }

    @Test
    void aSmallPictureIsNotJoined() {
        Predictor tiled = new TiledPredictor(new Sizes(), List.of(PLACES), TILING);

        assertThat(
                        tiled.predict(List.of(record(16, 16, 9)), false, Optional.empty())
                                .get(0)
                                .outputs())
                .isEqualTo(Map.of("boxes", Map.of("size", "16x16")));
    }

    /** Values that are unknown from training belong to the record, not to its parts. */
    @Test
    void countsARecordOnce() {
        Sizes sizes = new Sizes();
        new TiledPredictor(sizes, List.of(PLACES), TILING)
                .predict(List.of(record(64, 64, 9)), false, Optional.of(new UnknownCounts()));

        assertThat(sizes.counted).containsExactly(1);
    }

    @Test
    void aBrokenRecordHasItsError() {
        Predictor tiled = new TiledPredictor(new Sizes(), List.of(PLACES), TILING);
        List<DataRecord> records = List.of(record(32, 16, 0), record(32, 16, 9));

        List<Predictor.Answer> answers = tiled.predict(records, true, Optional.empty());
        assertThat(answers.get(0).broken()).isNotNull();
        assertThat(answers.get(1).broken()).isNull();
        assertThatThrownBy(() -> tiled.predict(records, false, Optional.empty()))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void refusesAnOutputThatCannotJoin() {
        TiledPredictor.Joint none =
                new TiledPredictor.Joint("label", "class", parts -> Optional.empty());

        assertThatThrownBy(() -> new TiledPredictor(new Sizes(), List.of(PLACES, none), TILING))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4481")
                .hasMessageContaining("'label'");
    }

    @Test
    void refusesDataWithoutASingleColumnOfPictures() {
        Predictor tiled = new TiledPredictor(new Sizes(), List.of(PLACES), TILING);
        Schema two = Schema.of(column("left"), column("right"));
        DataRecord record = new DataRecord(two, "a.csv", 1, null, null);

        assertThatThrownBy(() -> tiled.predict(List.of(record), true, Optional.empty()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4482")
                .hasMessageContaining("left, right");
    }
}
