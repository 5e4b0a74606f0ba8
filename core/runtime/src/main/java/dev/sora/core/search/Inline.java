// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.Marks;
import dev.sora.core.manifest.Marks.Mark;
import dev.sora.problem.SoraException;
import dev.sora.setting.SettingTypes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The manifest inside a search file. */
final class Inline {

    private static final String PREFIX = "manifest.";

    private Inline() {}

    /**
     * Returns it with the places of its values in the search file.
     *
     * @throws SoraException if it is not a mapping
     */
    static Manifest of(Manifest file, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new SoraException(
                    ManifestCode.WRONG_VALUE
                            .problem("'manifest' has a value of another type")
                            .where(file.where("manifest"))
                            .needs("the path of a manifest, or a manifest")
                            .have(SettingTypes.describeValue(value))
                            .fix("write 'manifest: net.yaml'"));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((key, inner) -> tree.put(String.valueOf(key), inner));
        // the version is that of the search file's own manifests
        tree.putIfAbsent("manifest", 1L);
        Map<String, Mark> places = new HashMap<>();
        file.marks()
                .places()
                .forEach(
                        (path, mark) -> {
                            if (path.equals("manifest")) {
                                places.put("", mark);
                            } else if (path.startsWith(PREFIX)) {
                                places.put(path.substring(PREFIX.length()), mark);
                            }
                        });
        return new Manifest(file.name(), file.folder(), tree, new Marks(places));
    }
}
