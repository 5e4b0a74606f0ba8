// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.Catalogue.Entry;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.TrainingKeys;
import dev.sora.plugin.Kind;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.SettingTypes;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the reference of manifests in Markdown, from the same descriptions that check them. */
public final class ReferenceWriter {

    private final StringBuilder out = new StringBuilder();
    private final Catalogue catalogue;

    /** Creates a writer for the types of a catalogue. */
    public ReferenceWriter(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Returns the reference of all keys and types. */
    public String write() {
        out.setLength(0);
        out.append(
                        "# Reference\n\nEvery key that a manifest may have. Generated from the"
                                + " descriptors")
                .append(" of the types: `sora schema` gives the same for editors.\n");
        heading("The manifest", "The keys at the top.", CoreSettings.PIPELINE);
        out.append(
                "\nThen the sections `engine`, `data`, `inputs`, `particles`, `combiners`,"
                        + " `outputs` and `training`.\n");
        heading(
                "Keys of every node",
                "Beside the settings of its type. `from` is for all but inputs, `count` for"
                        + " particles, `frozen` and `learning_rate` for all but inputs,"
                        + " `same_as` for particles and combiners, `package` and `node` for all"
                        + " but outputs, `pretrained` for particles and combiners, the last three for outputs. With `same_as` or `package`,"
                        + " `type` and settings may be left out.",
                List.of(
                        CoreSettings.TYPE,
                        CoreSettings.FROM,
                        CoreSettings.COUNT,
                        CoreSettings.FROZEN,
                        CoreSettings.LEARNING_RATE,
                        CoreSettings.SAME_AS,
                        CoreSettings.PACKAGE,
                        CoreSettings.NODE,
                        CoreSettings.PRETRAINED,
                        CoreSettings.LOSS_WEIGHT,
                        CoreSettings.METRICS,
                        CoreSettings.TIED));
        heading(
                "Data",
                "`train` is a data source; `validation` and `test` are each one too, or a part of"
                        + " `train` that these keys describe. `memory` and `unicode` are keys"
                        + " beside these, and `derive` is a derivation.",
                Stream.concat(CoreSettings.SPLIT.stream(), CoreSettings.DATA.stream()).toList());
        heading(
                "Keys of every data source",
                "Beside the settings of its type.",
                CoreSettings.SOURCE);
        heading(
                "Training",
                "`optimiser` is a type of that kind, `adam` if it is left out; `schedule` a"
                        + " learning-rate schedule, none if it is left out.",
                TrainingKeys.TRAINING);
        heading(
                "Early stopping",
                "The keys of `training.early_stopping`.",
                TrainingKeys.STOPPING_SETTINGS);
        catalogue.kinds().stream().sorted(ManifestKind.ORDER).forEach(this::kind);
        return out.toString();
    }

    /** Returns the table of all problems that a manifest can have. */
    public static String problems() {
        StringBuilder table = new StringBuilder("| code | what is wrong |\n| --- | --- |\n");
        for (ManifestCode code : ManifestCode.values()) {
            table.append("| `%s` | %s |\n".formatted(code.code(), cell(code.meaning())));
        }
        return table.toString();
    }

    private void heading(String title, String text, List<Setting<?>> settings) {
        out.append("\n## ").append(title).append("\n\n").append(text).append("\n\n");
        table(settings);
    }

    private void kind(Kind kind) {
        String word = kind.word();
        String title =
                ManifestKind.of(kind)
                        .map(ManifestKind::title)
                        .orElse(Character.toUpperCase(word.charAt(0)) + word.substring(1) + "s");
        out.append("\n## ").append(title).append('\n');
        for (Entry entry : catalogue.types(kind)) {
            TypeDescriptor type = entry.type().descriptor();
            out.append("\n### `%s`\n\n".formatted(type.name()));
            out.append("%s Plugin: `%s`.\n".formatted(cell(type.summary()), entry.plugin().name()));
            if (!type.settings().isEmpty()) {
                out.append('\n');
                table(type.settings());
            }
        }
    }

    private void table(List<Setting<?>> settings) {
        out.append("| key | takes | default | meaning |\n| --- | --- | --- | --- |\n");
        rows("", settings);
    }

    private void rows(String prefix, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            String fallback =
                    setting.isRequired()
                            ? "required"
                            : setting.fallback().map(v -> "`" + text(v) + "`").orElse("");
            out.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    prefix + setting.name(),
                                    cell(SettingTypes.describe(setting.type())),
                                    cell(fallback),
                                    cell(setting.description())));
            if (setting.type() instanceof SettingType.Group group) {
                rows(prefix + setting.name() + ".", group.settings());
            }
        }
    }

    private static String text(Object value) {
        Object plain =
                value instanceof Settings settings
                        ? settings.asMap()
                        : value instanceof Path path ? path.toString() : value;
        String line = ManifestWriter.write(Map.of("x", plain));
        return line.substring("x:".length()).strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
