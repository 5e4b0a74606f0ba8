// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.core.host.Nearest;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.SettingTypes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a configuration file and reports all its problems together. */
final class ConfigReader {

    private static final String PLUGINS = "plugins";
    private static final String POLICY = "policy";
    private static final String ALLOW = "allow";
    private static final String SIGNERS = "signers";
    private static final String INDEXES = "indexes";
    private static final String SHA256 = "sha256";
    private static final String SIGNER = "signer";
    private static final List<String> KEYS = List.of(POLICY, ALLOW, SIGNERS, INDEXES);
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final Path file;
    private final Manifest read;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> digests = new LinkedHashSet<>();
    private final Set<String> fingerprints = new LinkedHashSet<>();

    private ConfigReader(Path file, Manifest read) {
        this.file = file;
        this.read = read;
    }

    /**
     * Reads a configuration file.
     *
     * @return the section on plugins; empty if there is none
     * @throws SoraException if the file cannot be read or is not valid
     */
    static Optional<PluginsConfig> read(Path file) {
        Manifest read;
        try {
            // No environment variables: the user who starts Sora must not change an administrator's
            // file.
            read = new ManifestReader().read(file, new Overrides(List.of(), Map.of()));
        } catch (SoraException e) {
            if (ConfigSyntax.saysNothing(e.problems())) {
                return Optional.empty();
            }
            throw new SoraException(ConfigSyntax.retold(e.problems(), file), e);
        }
        if (!read.flaws().isEmpty()) {
            List<Problem> flaws = read.flaws().stream().map(Manifest.Flaw::problem).toList();
            throw new SoraException(ConfigSyntax.retold(flaws, file), null);
        }
        ConfigReader reader = new ConfigReader(file, read);
        Optional<PluginsConfig> config = reader.config();
        if (!reader.problems.isEmpty()) {
            throw new SoraException(reader.problems, null);
        }
        return config;
    }

    private Optional<PluginsConfig> config() {
        checkKeys("", read.tree(), List.of(PLUGINS));
        if (!read.tree().containsKey(PLUGINS)) {
            return Optional.empty();
        }
        if (!(read.tree().get(PLUGINS) instanceof Map<?, ?> section)) {
            wrong(PLUGINS, "a mapping: {policy: …}", read.tree().get(PLUGINS));
            return Optional.empty();
        }
        checkKeys(PLUGINS, section, KEYS);
        allowed(section);
        List<Path> signers = new ArrayList<>();
        texts(section, SIGNERS).forEach((path, text) -> beside(path, text).ifPresent(signers::add));
        List<String> indexes = new ArrayList<>();
        texts(section, INDEXES)
                .forEach(
                        (path, text) -> {
                            if (text.contains("://")) {
                                indexes.add(text);
                            } else {
                                beside(path, text).map(Path::toString).ifPresent(indexes::add);
                            }
                        });
        return Optional.of(
                new PluginsConfig(policy(section), digests, fingerprints, signers, indexes, file));
    }

    private PolicyKind policy(Map<?, ?> section) {
        Object word = section.get(POLICY);
        if (word == null && !section.containsKey(POLICY)) {
            // A list without a policy would have no effect, although its author expects protection.
            if (section.containsKey(ALLOW) || section.containsKey(SIGNERS)) {
                problems.add(
                        Problem.of(
                                        "SORA-3302",
                                        "a list of trusted plugins or signers, but no policy")
                                .where(place(PLUGINS))
                                .needs("plugins.policy: " + String.join(" | ", PolicyKind.words()))
                                .fix(
                                        "add the line 'policy: %s' below plugins"
                                                .formatted(
                                                        section.containsKey(ALLOW)
                                                                ? "allow-list"
                                                                : "signed")));
            }
            return PolicyKind.OPEN;
        }
        Optional<PolicyKind> kind = PolicyKind.of(word);
        if (kind.isEmpty()) {
            wrong(PLUGINS + "." + POLICY, String.join(" | ", PolicyKind.words()), word);
        }
        if (kind.filter(PolicyKind.SIGNED::equals).isPresent()
                && !(section.get(SIGNERS) instanceof List<?> list && !list.isEmpty())) {
            problems.add(
                    Problem.of("SORA-3302", "policy 'signed' has no trusted certificates")
                            .where(place(PLUGINS + "." + POLICY))
                            .needs("plugins.signers: [file.pem]")
                            .fix("list the files with the certificates that are trusted"));
        }
        return kind.orElse(PolicyKind.OPEN);
    }

    private void allowed(Map<?, ?> section) {
        List<?> items = list(section, ALLOW);
        for (int i = 0; i < items.size(); i++) {
            String path = "%s.%s[%d]".formatted(PLUGINS, ALLOW, i);
            if (!(items.get(i) instanceof Map<?, ?> item) || item.size() != 1) {
                wrong(path, "{sha256: …} or {signer: …}", items.get(i));
                continue;
            }
            checkKeys(path, item, List.of(SHA256, SIGNER));
            hex(path, item, SHA256).ifPresent(digests::add);
            hex(path, item, SIGNER).ifPresent(fingerprints::add);
        }
    }

    /** Reads a digest as tools print it: in upper or lower case, with or without colons. */
    private Optional<String> hex(String path, Map<?, ?> item, String key) {
        if (!item.containsKey(key)) {
            return Optional.empty();
        }
        Object value = item.get(key);
        String plain =
                value instanceof String text
                        ? text.strip().replace(":", "").toLowerCase(Locale.ROOT)
                        : "";
        if (!HEX.matcher(plain).matches()) {
            wrong(path + "." + key, "a SHA-256: 64 digits and letters a to f, as a string", value);
            return Optional.empty();
        }
        return Optional.of(plain);
    }

    private Map<String, String> texts(Map<?, ?> section, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<?> items = list(section, key);
        for (int i = 0; i < items.size(); i++) {
            String path = "%s.%s[%d]".formatted(PLUGINS, key, i);
            if (items.get(i) instanceof String text && !text.isBlank()) {
                texts.put(path, text.strip());
            } else {
                wrong(path, "a text", items.get(i));
            }
        }
        return texts;
    }

    private List<?> list(Map<?, ?> section, String key) {
        if (!section.containsKey(key)) {
            return List.of();
        }
        if (section.get(key) instanceof List<?> list) {
            return list;
        }
        wrong(PLUGINS + "." + key, "a list", section.get(key));
        return List.of();
    }

    private Optional<Path> beside(String path, String text) {
        try {
            return Optional.of(file.resolveSibling(text).normalize());
        } catch (InvalidPathException e) {
            wrong(path, "a path", text);
            return Optional.empty();
        }
    }

    private void checkKeys(String path, Map<?, ?> section, List<String> known) {
        for (Object each : section.keySet()) {
            String key = String.valueOf(each);
            if (!known.contains(key)) {
                problems.add(
                        Problem.of(
                                        "SORA-3302",
                                        path.isEmpty()
                                                ? "the configuration has no section '%s'"
                                                        .formatted(key)
                                                : "'%s' has no key '%s'".formatted(path, key))
                                .where(
                                        ConfigSyntax.place(
                                                read.whereKey(
                                                        path.isEmpty() ? key : path + "." + key),
                                                file))
                                .have(String.join(", ", known))
                                .fix(
                                        Nearest.of(key, known)
                                                .map("did you mean '%s'?"::formatted)
                                                .orElse("remove it")));
            }
        }
    }

    private void wrong(String path, String needs, Object have) {
        problems.add(
                Problem.of("SORA-3302", "'%s' has an invalid value".formatted(path))
                        .where(place(path))
                        .needs(needs)
                        .have(have == null ? "nothing" : SettingTypes.describeValue(have))
                        .fix("see docs/trust.md"));
    }

    private String place(String path) {
        return ConfigSyntax.place(read.where(path), file);
    }
}
