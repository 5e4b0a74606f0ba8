// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.RunKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.data.TextForm;
import dev.sora.setting.SettingTypes;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the keys that apply to a manifest as a whole: version, name, seed, and normal form of
 * texts.
 */
final class ManifestHead {

    private static final long VERSION = 1;

    private ManifestHead() {}

    /** Adds a problem if the version is missing or not supported. */
    static void checkVersion(Section root, PlanProblems problems) {
        Object version = root.values().get("manifest");
        if (version == null && !root.has("manifest")) {
            if (RootKeys.misnamed(root, problems).contains("manifest")) {
                // the remedy is in the problem of the unknown key
                return;
            }
            problems.at(
                    "",
                    ManifestCode.VERSION
                            .problem("the manifest does not state its version")
                            .needs("manifest: 1")
                            .fix("add 'manifest: 1' as its first line"));
        } else if (!Long.valueOf(VERSION).equals(version)) {
            problems.at(
                    "manifest",
                    ManifestCode.VERSION
                            .problem("this is not a version of the manifest that this Sora reads")
                            .needs("manifest: 1")
                            .have(version == null ? "nothing" : SettingTypes.describeValue(version))
                            .fix(
                                    version instanceof Long number && number > VERSION
                                            ? "use a newer Sora, or write the manifest for 1"
                                            : "write 'manifest: 1'"));
        }
    }

    /** Reads the name, the seed and the card, and checks the section on the place of the run. */
    static Settings nameAndSeed(Section root, SettingsChecker settings) {
        Map<String, Object> own = new LinkedHashMap<>(root.values());
        own.keySet()
                .retainAll(
                        List.of(
                                CoreSettings.NAME.name(),
                                CoreSettings.SEED.name(),
                                CoreSettings.CARD.name(),
                                RunKeys.RUN.name()));
        return settings.read(
                new Section("", own),
                List.of(),
                List.of(CoreSettings.NAME, CoreSettings.SEED, CoreSettings.CARD, RunKeys.RUN));
    }

    /**
     * Returns the normal form for texts. The manifest of a package without this key was written
     * before the choice existed: its words and labels are in the form in which they were read.
     */
    static TextForm unicode(Section root, boolean dataNeeded) {
        String said =
                root.values().get("data") instanceof Map<?, ?> data
                        ? String.valueOf(data.get(CoreSettings.UNICODE.name()))
                        : "";
        return switch (said) {
            case "nfkc" -> TextForm.NFKC;
            case "none" -> TextForm.NONE;
            case "nfc" -> TextForm.NFC;
            default -> dataNeeded ? TextForm.NFC : TextForm.NONE;
        };
    }

    /** Returns the default name of a manifest: that of its file. */
    static String defaultName(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
