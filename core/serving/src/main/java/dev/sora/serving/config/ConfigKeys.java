// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.config;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The keys of the configuration file, with their types, bounds and defaults. */
final class ConfigKeys {

    static final Setting<String> HOST =
            Setting.string("host", "The address to listen at.").orElse("127.0.0.1");
    static final Setting<Long> PORT =
            Setting.integer("port", "The port; 0 for any free one.")
                    .atLeast(0)
                    .atMost(65535)
                    .orElse(8080L);
    static final Setting<Path> REPOSITORY =
            Setting.path("repository", "A folder of model packages, which is watched.");
    static final Setting<Double> POLL =
            Setting.number("poll_seconds", "The time between two looks at the repository.")
                    .atLeast(0.1)
                    .atMost(3600)
                    .orElse(2.0);
    static final Setting<Path> KEYS = Setting.path("keys", "A file with API keys.");
    static final Setting<String> ACCESS_LOG =
            Setting.string("access_log", "A file, '-' for standard output, or 'none'.").orElse("-");
    static final Setting<Double> DRAIN =
            Setting.number("drain_seconds", "The longest wait for requests in progress at the end.")
                    .atLeast(0)
                    .atMost(3600)
                    .orElse(30.0);

    static final Setting<Long> BODY =
            Setting.integer("body_bytes", "The size of a body.")
                    .atLeast(1024)
                    .atMost(1 << 30)
                    .orElse(16L << 20);
    static final Setting<Long> HEADERS =
            Setting.integer("header_bytes", "The size of all headers.")
                    .atLeast(1024)
                    .atMost(1 << 20)
                    .orElse(16L << 10);
    static final Setting<Long> RECORDS =
            Setting.integer("records", "The number of records in a request.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(10_000L);
    static final Setting<Long> QUEUE =
            Setting.integer("queue", "The number of records that wait for a version of a model.")
                    .atLeast(1)
                    .atMost(10_000_000)
                    .orElse(20_000L);
    static final Setting<Long> DEADLINE =
            Setting.integer("deadline_ms", "The time for a request that states none.")
                    .atLeast(1)
                    .atMost(3_600_000)
                    .orElse(30_000L);
    static final Setting<Double> RECEIVE =
            Setting.number("receive_seconds", "The time for a request to arrive.")
                    .atLeast(0.1)
                    .atMost(3600)
                    .orElse(30.0);
    static final Setting<Long> CONNECTIONS =
            Setting.integer("connections", "The number of open connections.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(1024L);
    static final Setting<Double> RATE =
            Setting.number("rate_per_second", "The requests of a client in a second; 0 for any.")
                    .atLeast(0)
                    .orElse(0.0);
    static final Setting<Settings> LIMITS =
            Setting.group(
                    "limits",
                    "The bounds on requests.",
                    List.of(BODY, HEADERS, RECORDS, QUEUE, DEADLINE, RECEIVE, CONNECTIONS, RATE));

    static final Setting<Long> BATCH =
            Setting.integer("records", "The number of records that are computed at once.")
                    .atLeast(1)
                    .atMost(65536)
                    .orElse(64L);
    static final Setting<Double> WAIT =
            Setting.number("wait_ms", "How long a worker waits for further records.")
                    .atLeast(0)
                    .atMost(10_000)
                    .orElse(0.0);
    static final Setting<Long> WORKERS =
            Setting.integer("workers", "The number of threads of a version of a model.")
                    .atLeast(1)
                    .atMost(256);
    static final Setting<Settings> BATCHING =
            Setting.group(
                    "batching",
                    "How requests are computed together.",
                    List.of(BATCH, WAIT, WORKERS));

    static final Setting<Boolean> ENABLED =
            Setting.bool("enabled", "Whether live data is compared with the training.")
                    .orElse(true);
    static final Setting<Double> WINDOW =
            Setting.number("window_minutes", "The time until records are forgotten.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(60.0);
    static final Setting<Long> COMPARED =
            Setting.integer("records", "The least number of records for a comparison.")
                    .atLeast(100)
                    .atMost(10_000_000)
                    .orElse(500L);
    static final Setting<Settings> DRIFT =
            Setting.group(
                    "drift",
                    "Compares live data with that of the training.",
                    List.of(ENABLED, WINDOW, COMPARED));

    static final Setting<Path> KEYSTORE = Setting.path("keystore", "A file in PKCS#12.").required();
    static final Setting<Path> PASSWORD =
            Setting.path("password", "A file with the password of the keystore.").required();
    static final Setting<Settings> TLS =
            Setting.group("tls", "The certificate.", List.of(KEYSTORE, PASSWORD));

    static final Setting<Map<String, Path>> VERSIONS =
            Setting.<Map<String, Path>>of(
                            "versions",
                            "The package of each version.",
                            new SettingType.MapOf(new SettingType.FilePath()),
                            Map.class)
                    .orElse(Map.of());
    static final Setting<String> DEFAULT =
            Setting.string("default", "The version for requests that name none.");
    static final Setting<Map<String, String>> ALIASES =
            Setting.<Map<String, String>>of(
                            "aliases",
                            "Versions by further names.",
                            new SettingType.MapOf(new SettingType.StringType()),
                            Map.class)
                    .orElse(Map.of());
    static final Setting<Map<String, Double>> ROUTES =
            Setting.numbers("routes", "The share of the requests that name no version, by version.")
                    .orElse(Map.of());
    static final Setting<String> SHADOW =
            Setting.string("shadow", "A version that also computes these requests.");
    static final Setting<Map<String, Settings>> MODELS =
            Setting.<Map<String, Settings>>of(
                            "models",
                            "The models by name.",
                            new SettingType.MapOf(
                                    new SettingType.Group(
                                            List.of(VERSIONS, DEFAULT, ALIASES, ROUTES, SHADOW))),
                            Map.class)
                    .orElse(Map.of());

    static final List<Setting<?>> ALL =
            List.of(
                    HOST,
                    PORT,
                    MODELS,
                    REPOSITORY,
                    POLL,
                    LIMITS,
                    BATCHING,
                    DRIFT,
                    TLS,
                    KEYS,
                    ACCESS_LOG,
                    DRAIN);

    private ConfigKeys() {}
}
