// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts the class of each pixel.
 *
 * @param column the column of masks
 * @param picture the column of the pictures that they belong to
 * @param listed the value of each class by its name; empty if the data determines them
 * @param ignored the values of pixels that do not count
 * @param size height and width in which masks are kept; those of the masks if absent
 * @param loss the training loss
 */
record Segmentation(
        String column,
        String picture,
        Map<String, String> listed,
        List<String> ignored,
        Optional<List<Long>> size,
        SegmentationLoss loss)
        implements OutputParticle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        long classes = listed.isEmpty() ? TensorSpec.UNKNOWN : listed.size();
        return PixelHead.plan(inputs, classes, List.of());
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, Optional.empty());
    }

    /** Known classes keep their positions; new values get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, Optional.of(FittedSegmentation.classes(state)));
    }

    private FittedOutput fit(Records records, Optional<MaskClasses> known) {
        MaskClasses.Found found = new MaskClasses.Found();
        Survey survey = new Survey();
        records.forEach(
                record -> {
                    ImageValue mask = mask(record);
                    survey.add(mask, record);
                    if (listed.isEmpty()) {
                        found.add(mask, record.where());
                    }
                });
        return new FittedSegmentation(
                this, classes(found.values(), known), survey.height(), survey.width());
    }

    private MaskClasses classes(List<String> found, Optional<MaskClasses> known) {
        if (!listed.isEmpty()) {
            return MaskClasses.of(
                    List.copyOf(listed.keySet()), List.copyOf(listed.values()), ignored);
        }
        List<String> names = new ArrayList<>(known.map(MaskClasses::names).orElse(List.of()));
        List<String> values = new ArrayList<>(known.map(MaskClasses::values).orElse(List.of()));
        for (String value : found) {
            if (!hasValue(ignored, value) && !hasValue(values, value)) {
                names.add(value);
                values.add(value);
            }
        }
        return MaskClasses.of(names, values, ignored);
    }

    private static boolean hasValue(List<String> values, String value) {
        return values.stream().anyMatch(known -> MaskClasses.each(known).contains(value));
    }

    /**
     * Returns the mask of a record.
     *
     * @throws RecordException if it has none, or it has another size than the picture
     */
    ImageValue mask(DataRecord record) {
        ImageValue mask = record.get(column, ImageValue.class);
        ImageValue shown = record.get(picture, ImageValue.class);
        if (mask.width() != shown.width() || mask.height() != shown.height()) {
            throw new RecordException(
                    Problem.of("SORA-4161", "a mask does not have the size of its picture")
                            .where(record.where())
                            .needs(
                                    "%d x %d, as the picture"
                                            .formatted(shown.height(), shown.width()))
                            .have("%d x %d".formatted(mask.height(), mask.width()))
                            .fix(
                                    "check that the mask belongs to the picture, and that both are"
                                            + " in the form before any resizing or rotation"));
        }
        return mask;
    }

    @Override
    public FittedOutput restore(State state) {
        return FittedSegmentation.restore(this, state);
    }

    /** Finds the size of the masks. */
    private final class Survey {

        private ImageValue first;

        void add(ImageValue mask, DataRecord record) {
            if (first == null) {
                first = mask;
            }
            if (size.isEmpty()
                    && (mask.width() != first.width() || mask.height() != first.height())) {
                throw new RecordException(
                        Problem.of("SORA-4166", "the training masks are not of one size")
                                .where(record.where())
                                .needs(
                                        "%d x %d, as the first mask"
                                                .formatted(first.height(), first.width()))
                                .have("%d x %d".formatted(mask.height(), mask.width()))
                                .fix(
                                        "set 'size' of the output to that of the image input: masks"
                                                + " are kept in it, each pixel with the class of"
                                                + " the nearest one"));
            }
        }

        int height() {
            return size.map(s -> s.get(0).intValue()).orElseGet(() -> checked().height());
        }

        int width() {
            return size.map(s -> s.get(1).intValue()).orElseGet(() -> checked().width());
        }

        private ImageValue checked() {
            if (first == null) {
                throw new DataException(
                        Problem.of("SORA-4164", "masks need at least two classes")
                                .needs("at least one record with column '%s'".formatted(column))
                                .have("0 records")
                                .fix("check the paths and limits of the training data"));
            }
            return first;
        }
    }
}
