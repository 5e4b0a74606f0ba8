// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** An input of images before it is fitted. */
final class ImageInput implements InputParticle {

    private final String column;
    private final Optional<List<Long>> size;
    private final Optional<Long> channels;
    private final String normalise;
    private final Augmentation augmentation;
    private final boolean transform;
    private final AveragedViews views;
    private final boolean blank;

    ImageInput(
            String column,
            Optional<List<Long>> size,
            Optional<Long> channels,
            String normalise,
            Augmentation augmentation,
            boolean transform,
            AveragedViews views,
            boolean blank) {
        this.views = views;
        this.blank = blank;
        this.column = column;
        this.size = size;
        this.channels = channels;
        this.normalise = normalise;
        this.augmentation = augmentation;
        this.transform = transform;
    }

    @Override
    public SignalSpec spec() {
        if (transform && augmentation.elastic() > 0) {
            throw new ShapeException(
                    "'augment.elastic' of 0 where 'transform' is true",
                    String.valueOf(augmentation.elastic()),
                    "leave 'elastic' out: what it does to a picture is no matrix");
        }
        if (transform && mixes()) {
            throw new ShapeException(
                    "neither 'augment.mixup' nor 'augment.cutmix' where 'transform' is true",
                    "both",
                    "leave them out: a mixed picture has no one place in a picture");
        }
        if (mosaics() && !transform) {
            throw new ShapeException(
                    "'transform: true' where 'augment.mosaic' is above 0",
                    "no transform",
                    "set 'transform: true': outputs need to know what each part of a picture shows");
        }
        return FittedImages.spec(
                transform,
                mosaics(),
                channels.orElse(TensorSpec.UNKNOWN),
                size.map(s -> s.get(0)).orElse(TensorSpec.UNKNOWN),
                size.map(s -> s.get(1)).orElse(TensorSpec.UNKNOWN));
    }

    @Override
    public boolean mixes() {
        return augmentation.mixer().mixes();
    }

    @Override
    public boolean mosaics() {
        return augmentation.mosaic() > 0;
    }

    @Override
    public int views() {
        return views.count();
    }

    @Override
    public FittedInput fit(Records records) {
        Survey survey = new Survey();
        records.forEach(
                record -> {
                    if (!isBlank(record)) {
                        survey.add(record);
                    }
                });
        PixelLayout layout = survey.layout();
        return new FittedImages(
                column,
                layout,
                normalisation(records, survey, layout),
                augmentation,
                transform,
                views,
                blank);
    }

    /**
     * Keeps the learned scale, because the weights were trained with it. If another number of
     * channels or another {@code normalise} was learned, the input is fitted again.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        long known = state.integer("channels", 1, 3);
        boolean same =
                channels.orElse(known) == known
                        && Normalisation.restore(state, (int) known).name().equals(normalise);
        return same ? restore(state) : fit(records);
    }

    /**
     * Restores the input; its settings determine the image size, also for a node from a package.
     */
    @Override
    public FittedInput restore(State state) {
        FittedImages known =
                FittedImages.restore(column, state, augmentation, transform, views, blank);
        if (channels.isPresent() && channels.get() != known.layout().channels()) {
            throw state.broken("channels", String.valueOf(channels.get()));
        }
        return size.map(s -> known.sized(s.get(0).intValue(), s.get(1).intValue())).orElse(known);
    }

    private Normalisation normalisation(Records records, Survey survey, PixelLayout layout) {
        switch (normalise) {
            case "unit":
                return Normalisation.unit(layout.channels());
            case "none":
                return Normalisation.none(layout.channels());
            default:
                if (survey.statistics != null && survey.guess.equals(layout)) {
                    return survey.statistics.normalisation();
                }
                // grey and colour images, or 8-bit and 16-bit images, were mixed: compute the
                // statistics again
                PixelStatistics statistics = new PixelStatistics(layout);
                records.forEach(
                        r -> {
                            if (!isBlank(r)) {
                                statistics.add(image(r));
                            }
                        });
                return statistics.normalisation();
        }
    }

    /** Returns whether a record lacks its picture, and may. */
    private boolean isBlank(DataRecord record) {
        return blank && record.find(column).isEmpty();
    }

    private ImageValue image(DataRecord record) {
        return record.get(column, ImageValue.class);
    }

    /**
     * One pass over the training images. Statistics assume the layout of the first image, which is
     * nearly always that of all images.
     */
    private final class Survey {

        private PixelLayout guess;
        private PixelStatistics statistics;
        private boolean colour;
        private boolean deep;

        void add(DataRecord record) {
            ImageValue image = image(record);
            colour |= image.channels() > 2;
            deep |= image.isDeep();
            if (guess == null) {
                guess =
                        new PixelLayout(
                                size.map(s -> s.get(0).intValue()).orElse(image.height()),
                                size.map(s -> s.get(1).intValue()).orElse(image.width()),
                                depth(),
                                deep);
                statistics = normalise.equals("standard") ? new PixelStatistics(guess) : null;
            }
            if (size.isEmpty()
                    && (image.height() != guess.height() || image.width() != guess.width())) {
                throw new RecordException(
                        Problem.of("SORA-4121", "the training images are not of one size")
                                .where(record.where())
                                .needs(
                                        "%d x %d, as the first image"
                                                .formatted(guess.height(), guess.width()))
                                .have("%d x %d".formatted(image.height(), image.width()))
                                .fix(
                                        "set 'size: [%d, %d]' or another on the input, and all are"
                                                        .formatted(guess.height(), guess.width())
                                                + " brought to it"));
            }
            if (statistics != null) {
                statistics.add(image);
            }
        }

        PixelLayout layout() {
            if (guess == null) {
                throw new DataException(
                        Problem.of("SORA-4122", "there are no training images")
                                .needs("at least one record with column '%s'".formatted(column))
                                .have("0 records")
                                .fix("check the paths and limits of the training data"));
            }
            return new PixelLayout(guess.height(), guess.width(), depth(), deep);
        }

        private int depth() {
            return channels.orElse(colour ? 3L : 1L).intValue();
        }
    }
}
