// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The settings within the key {@code pretrained} of a node. */
public final class PretrainedSettings {

    public static final Setting<Path> FILE = Setting.path("file", "The file, safetensors or ONNX.");
    public static final Setting<String> ARTEFACT =
            Setting.string(
                    "artefact",
                    "Instead of file: an artefact of the local Maven repository whose jar contains"
                            + " it, group:artifact:version or group:artifact:version:path-in-jar.");
    public static final Setting<Map<String, String>> MAP =
            Setting.of(
                    "map",
                    "Which tensor of the file is which parameter of the node: patterns with * of"
                            + " names in the file, each with a parameter. They are tried before"
                            + " those of the node's type.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);
    public static final Setting<List<String>> TRANSPOSE =
            Setting.strings(
                    "transpose",
                    "Patterns of the names in the file of matrices whose rows and columns are"
                            + " exchanged.");

    public static final Setting<Path> ADAPTER =
            Setting.path(
                    "adapter",
                    "A second file, with the changes of low rank that the node starts with, as 'sora"
                            + " export --format adapter' writes it.");

    static final List<Setting<?>> ALL = List.of(FILE, ARTEFACT, MAP, TRANSPOSE, ADAPTER);

    private PretrainedSettings() {}
}
