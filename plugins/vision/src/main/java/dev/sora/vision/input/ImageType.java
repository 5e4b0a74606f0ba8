// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalLong;

/** {@code image}: a column of images as a signal (channels, height, width). */
public final class ImageType implements InputType {

    static final Setting<String> COLUMN =
            Setting.column("column", "The column of images.", ColumnType.IMAGE).required();
    static final Setting<List<Long>> SIZE =
            Setting.integers(
                            "size",
                            "Height and width that all images are brought to; by default those of"
                                    + " the training images, which must then agree.",
                            2)
                    .atLeast(1)
                    .atMost(16384);
    static final Setting<Long> CHANNELS =
            Setting.of(
                    "channels",
                    "1 for grey, 3 for colour; by default what the training images have.",
                    new SettingType.AnyOf(List.of(only(1), only(3))),
                    Long.class);
    static final Setting<String> NORMALISE =
            Setting.choice(
                            "normalise",
                            "'standard': mean 0 and deviation 1 in each channel of the training"
                                    + " images; 'unit': 0 to 1; 'none': 0 to 255.",
                            List.of("standard", "unit", "none"))
                    .orElse("standard");
    static final Setting<Settings> AUGMENT =
            Setting.group(
                    "augment",
                    "How training images are varied at random, so that no two epochs see the"
                            + " same.",
                    Augmentation.settings());
    static final Setting<Settings> TEST_VIEWS =
            Setting.group(
                    "test_views",
                    "Views of each picture in evaluation and prediction whose predictions are"
                            + " averaged (test-time augmentation); each takes the time of another"
                            + " prediction.",
                    AveragedViews.settings());
    static final Setting<Boolean> TRANSFORM =
            Setting.bool(
                            "transform",
                            "Whether the signal also tells what was done to each image, as a part"
                                    + " 'transform': outputs that give places in pictures need"
                                    + " it.")
                    .orElse(false);

    static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "Whether a record without a picture is refused, or has one of zeros;"
                                    + " see 'modality-dropout'.",
                            List.of("refuse", "zeros"))
                    .orElse("refuse");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "image",
                "Images, resized, normalised and, while training, varied at random.",
                COLUMN,
                SIZE,
                CHANNELS,
                NORMALISE,
                AUGMENT,
                TRANSFORM,
                TEST_VIEWS,
                MISSING);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new ImageInput(
                settings.get(COLUMN),
                settings.find(SIZE),
                settings.find(CHANNELS),
                settings.get(NORMALISE),
                settings.find(AUGMENT).map(Augmentation::of).orElse(Augmentation.NONE),
                settings.get(TRANSFORM),
                settings.find(TEST_VIEWS).map(AveragedViews::of).orElse(AveragedViews.NONE),
                settings.get(MISSING).equals("zeros"));
    }

    private static SettingType only(long value) {
        return new SettingType.IntegerType(OptionalLong.of(value), OptionalLong.of(value));
    }
}
