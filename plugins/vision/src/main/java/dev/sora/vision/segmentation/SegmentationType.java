// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code segmentation}: a class for each pixel of a picture. */
public final class SegmentationType implements OutputType {

    private static final SettingType VALUE =
            new SettingType.AnyOf(
                    List.of(
                            new SettingType.IntegerType(OptionalLong.of(0), OptionalLong.of(65535)),
                            new SettingType.StringType()));

    private static final SettingType VALUES =
            new SettingType.AnyOf(
                    List.of(new SettingType.ListOf(VALUE, OptionalInt.empty()), VALUE));

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column of the masks: pictures of the size of the pictures, whose"
                                    + " values are the classes.",
                            ColumnType.IMAGE)
                    .required();
    private static final Setting<String> PICTURE =
            Setting.column(
                            "picture",
                            "Column of the pictures that the masks belong to.",
                            ColumnType.IMAGE)
                    .orElse("image");
    private static final Setting<Object> CLASSES =
            Setting.of(
                    "classes",
                    "Names of the classes: a list, if masks hold their positions (0, 1, …), or a"
                            + " value for each name or several, a grey level or a colour \"#rrggbb\"; by"
                            + " default the values of the training masks.",
                    new SettingType.AnyOf(
                            List.of(
                                    new SettingType.ListOf(
                                            new SettingType.StringType(), OptionalInt.empty()),
                                    new SettingType.MapOf(VALUES))),
                    Object.class);
    private static final Setting<Object> IGNORE =
            Setting.of(
                    "ignore",
                    "A value of masks, or several, whose pixels count neither in the loss nor in"
                            + " metrics, such as a border between objects.",
                    new SettingType.AnyOf(
                            List.of(new SettingType.ListOf(VALUE, OptionalInt.empty()), VALUE)),
                    Object.class);
    private static final Setting<List<Long>> SIZE =
            Setting.integers(
                            "size",
                            "Height and width in which masks are kept; by default those of the"
                                    + " training masks, which must then agree.",
                            2)
                    .atLeast(1)
                    .atMost(16384);
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises: the cross-entropy of pixels; dice, the"
                                    + " overlap of each class, which small classes count in as"
                                    + " much as large ones; or the sum of both.",
                            List.of("cross_entropy", "dice", "cross_entropy_dice"))
                    .orElse("cross_entropy_dice");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "segmentation",
                "Decides which class each pixel belongs to; from features for every pixel, and the"
                        + " image that they were computed from.",
                COLUMN,
                PICTURE,
                CLASSES,
                IGNORE,
                SIZE,
                LOSS);
    }

    /** Returns this output and its metrics. */
    public static List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new SegmentationType());
        types.addAll(PixelMetric.types());
        return types;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return SegmentationOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("iou", "dice", "pixel_accuracy");
    }

    @Override
    public OutputParticle create(Settings settings) {
        String loss = settings.get(LOSS);
        return new Segmentation(
                settings.get(COLUMN),
                settings.get(PICTURE),
                settings.find(CLASSES).map(SegmentationType::classes).orElse(Map.of()),
                settings.find(IGNORE).map(SegmentationType::ignored).orElse(List.of()),
                settings.find(SIZE),
                new SegmentationLoss(!loss.equals("dice"), !loss.equals("cross_entropy")));
    }

    private static Map<String, String> classes(Object given) {
        Map<String, String> values = new LinkedHashMap<>();
        if (given instanceof List<?> names) {
            for (Object name : names) {
                if (values.put(String.valueOf(name), Integer.toString(values.size())) != null) {
                    throw refused("classes", "different names", String.valueOf(name) + " twice");
                }
            }
        } else if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), several(value)));
        }
        List<String> all =
                values.values().stream().flatMap(v -> MaskClasses.each(v).stream()).toList();
        if (all.stream().distinct().count() < all.size()) {
            throw refused("classes", "a different value for each class", values.toString());
        }
        if (values.size() < 2 || values.size() > MaskClasses.IGNORED) {
            throw refused(
                    "classes",
                    "2 to %d classes".formatted(MaskClasses.IGNORED),
                    values.size() + " of them");
        }
        return values;
    }

    private static String several(Object given) {
        return String.join(" ", list("classes", given));
    }

    private static List<String> list(String setting, Object given) {
        List<?> list = given instanceof List<?> several ? several : List.of(given);
        if (list.isEmpty()) {
            throw refused(setting, "at least one value", "none");
        }
        return list.stream().map(value -> value(setting, value)).toList();
    }

    private static List<String> ignored(Object given) {
        return list("ignore", given);
    }

    private static String value(String setting, Object given) {
        String text = String.valueOf(given).toLowerCase(Locale.ROOT);
        if (!MaskClasses.isValue(text)) {
            throw refused(
                    setting,
                    "grey levels from 0 to 65535, or colours as \"#ff0000\", in quotes",
                    String.valueOf(given));
        }
        return text;
    }

    private static SoraException refused(String setting, String needs, String have) {
        return new SoraException(
                Problem.of("SORA-4165", "'%s' does not describe classes".formatted(setting))
                        .needs(needs)
                        .have(have)
                        .fix("correct '%s' of the output".formatted(setting)));
    }
}
