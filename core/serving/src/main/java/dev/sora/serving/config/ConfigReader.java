// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.config;

import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.config.ServingConfig.Drift;
import dev.sora.serving.config.ServingConfig.Limits;
import dev.sora.serving.config.ServingConfig.ModelConfig;
import dev.sora.serving.config.ServingConfig.Tls;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration of a server: the command line, then the file, then the defaults. */
public final class ConfigReader {

    private static final int MOST_WORKERS = 4;

    private final ServerRequest request;
    private final List<Problem> problems = new ArrayList<>();
    private Path folder = Path.of("");

    private ConfigReader(ServerRequest request) {
        this.request = request;
    }

    /**
     * Reads the configuration of a request.
     *
     * @throws SoraException with every problem that was found
     */
    public static ServingConfig read(ServerRequest request) {
        ConfigReader reader = new ConfigReader(request);
        ServingConfig config = reader.config(reader.settings());
        if (!reader.problems.isEmpty()) {
            throw new SoraException(reader.problems, null);
        }
        return config;
    }

    private Settings settings() {
        if (request.config().isEmpty()) {
            return Settings.of(ConfigKeys.ALL, Map.of());
        }
        Path file = request.config().get();
        Manifest read =
                new ManifestReader().read(file, new Overrides(List.of(), request.environment()));
        folder = read.folder();
        read.flaws().forEach(flaw -> problems.add(flaw.problem()));
        List<SettingProblem> wrong = new ArrayList<>();
        Settings settings = Settings.read(ConfigKeys.ALL, read.tree(), wrong);
        for (SettingProblem problem : wrong) {
            problems.add(problem(read, problem));
        }
        return settings;
    }

    private static Problem problem(Manifest read, SettingProblem wrong) {
        String path = wrong.path();
        String message =
                switch (wrong.kind()) {
                    case UNKNOWN -> "the configuration of the server has no key '%s'";
                    case MISSING -> "the configuration of the server lacks '%s'";
                    case TYPE, RANGE -> "'%s' in the configuration of the server does not fit";
                };
        return Problem.of("SORA-6001", message.formatted(path))
                .where(
                        wrong.kind() == SettingProblem.Kind.UNKNOWN
                                ? read.whereKey(path)
                                : read.where(path))
                .needs(wrong.needs())
                .have(wrong.have());
    }

    private ServingConfig config(Settings read) {
        List<ModelConfig> models =
                new ArrayList<>(request.models().stream().map(this::named).toList());
        boolean hasRepository =
                request.repository().isPresent() || read.find(ConfigKeys.REPOSITORY).isPresent();
        read.get(ConfigKeys.MODELS)
                .forEach((name, model) -> models.add(model(name, model, hasRepository)));
        return new ServingConfig(
                request.host().orElse(read.get(ConfigKeys.HOST)),
                request.port().orElse(read.get(ConfigKeys.PORT).intValue()),
                models,
                request.repository().or(() -> read.find(ConfigKeys.REPOSITORY).map(this::below)),
                seconds(read.get(ConfigKeys.POLL)),
                limits(read.find(ConfigKeys.LIMITS).orElse(empty())),
                batching(read.find(ConfigKeys.BATCHING).orElse(empty())),
                drift(read.find(ConfigKeys.DRIFT).orElse(empty())),
                read.find(ConfigKeys.TLS).flatMap(this::tls),
                read.find(ConfigKeys.KEYS).map(this::below),
                accessLog(read.get(ConfigKeys.ACCESS_LOG)),
                seconds(read.get(ConfigKeys.DRAIN)));
    }

    private static Settings empty() {
        return Settings.of(List.of(), Map.of());
    }

    private String accessLog(String text) {
        if (text.equals("-") || text.equals("none")) {
            return text;
        }
        try {
            return below(Path.of(text)).toString();
        } catch (InvalidPathException e) {
            problems.add(
                    Problem.of("SORA-6001", "'access_log' in the configuration does not fit")
                            .needs("a file, '-' or 'none'")
                            .have(e.toString()));
            return "none";
        }
    }

    private Path below(Path path) {
        return folder.resolve(path);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Limits limits(Settings read) {
        return new Limits(
                whole(read, ConfigKeys.BODY),
                whole(read, ConfigKeys.HEADERS),
                whole(read, ConfigKeys.RECORDS),
                whole(read, ConfigKeys.QUEUE),
                Duration.ofMillis(whole(read, ConfigKeys.DEADLINE)),
                seconds(value(read, ConfigKeys.RECEIVE)),
                whole(read, ConfigKeys.CONNECTIONS),
                value(read, ConfigKeys.RATE));
    }

    private static Batching batching(Settings read) {
        return new Batching(
                whole(read, ConfigKeys.BATCH),
                Duration.ofNanos(Math.round(value(read, ConfigKeys.WAIT) * 1e6)),
                read.find(ConfigKeys.WORKERS)
                        .map(Long::intValue)
                        .orElse(
                                Math.min(
                                        MOST_WORKERS, Runtime.getRuntime().availableProcessors())));
    }

    private static Drift drift(Settings read) {
        return new Drift(
                read.find(ConfigKeys.ENABLED).or(ConfigKeys.ENABLED::fallback).orElseThrow(),
                Duration.ofMillis(Math.round(value(read, ConfigKeys.WINDOW) * 60_000)),
                whole(read, ConfigKeys.COMPARED));
    }

    private static int whole(Settings read, Setting<Long> key) {
        return read.find(key).or(key::fallback).orElseThrow().intValue();
    }

    private static double value(Settings read, Setting<Double> key) {
        return read.find(key).or(key::fallback).orElseThrow();
    }

    private Optional<Tls> tls(Settings read) {
        return read.find(ConfigKeys.KEYSTORE)
                .flatMap(
                        store ->
                                read.find(ConfigKeys.PASSWORD)
                                        .map(word -> new Tls(below(store), below(word))));
    }

    private ModelConfig model(String name, Settings read, boolean hasRepository) {
        Names.check(name, "model", problems);
        Map<String, Path> versions = new LinkedHashMap<>();
        read.find(ConfigKeys.VERSIONS)
                .orElse(Map.of())
                .forEach(
                        (version, file) -> {
                            Names.check(version, "version", problems);
                            versions.put(version, below(file));
                        });
        ModelConfig model =
                new ModelConfig(
                        name,
                        versions,
                        read.find(ConfigKeys.DEFAULT),
                        read.find(ConfigKeys.ALIASES).orElse(Map.of()),
                        read.find(ConfigKeys.ROUTES).orElse(Map.of()),
                        read.find(ConfigKeys.SHADOW));
        ModelRules.check(model, problems);
        if (versions.isEmpty() && !hasRepository) {
            problems.add(
                    Problem.of(
                                    "SORA-6001",
                                    "'models.%s' has neither versions nor a repository"
                                            .formatted(name))
                            .needs("'versions', or 'repository' beside 'models'"));
        }
        return model;
    }

    /** Returns the model of {@code FILE}, {@code NAME=FILE} or {@code NAME:VERSION=FILE}. */
    private ModelConfig named(String word) {
        int sign = word.indexOf('=');
        String before = sign < 0 ? "" : word.substring(0, sign);
        // a path may contain '=' as well
        if (sign < 0 || before.contains("/") || before.contains("\\")) {
            return ModelConfig.of("", Names.FIRST, Path.of(word));
        }
        int colon = before.indexOf(':');
        String name = colon < 0 ? before : before.substring(0, colon);
        String version = colon < 0 ? Names.FIRST : before.substring(colon + 1);
        Names.check(name, "model", problems);
        Names.check(version, "version", problems);
        return ModelConfig.of(name, version, Path.of(word.substring(sign + 1)));
    }
}
