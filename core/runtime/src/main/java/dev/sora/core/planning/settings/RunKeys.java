// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;

/**
 * The keys of the section {@code run}, which says where {@code sora train} trains. They are neither
 * part of the resolved manifest nor of a package, and no lock or checkpoint contains them.
 */
public final class RunKeys {

    public static final Setting<String> ON =
            Setting.string(
                            "on",
                            "Where it trains: 'local', in the process of the call, or another place"
                                    + " that the command line knows.")
                    .required();
    public static final Setting<Long> WORKERS =
            Setting.integer("workers", "The number of workers that divide each minibatch.")
                    .atLeast(1)
                    .atMost(100_000);
    public static final Setting<String> MASTER =
            Setting.string("master", "The address of the cluster; this machine if left out.");
    public static final Setting<String> CHECKPOINTS =
            Setting.string(
                    "checkpoints",
                    "The URI of a folder for checkpoints that all machines reach; one in the folder"
                            + " of the results if all workers are on this machine.");
    public static final Setting<Long> TIMEOUT =
            Setting.integer("timeout", "The seconds that a worker waits for another one.")
                    .atLeast(1)
                    .atMost(604_800);
    public static final Setting<Boolean> ENCRYPT =
            Setting.bool("encrypt", "Whether what workers send each other is encrypted.");

    @SuppressWarnings("rawtypes")
    public static final Setting<Map> CONF =
            Setting.of(
                    "conf",
                    "Settings of the cluster's software by name, each a string.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);

    /** All keys of the section. */
    public static final List<Setting<?>> ALL =
            List.of(ON, WORKERS, MASTER, CHECKPOINTS, TIMEOUT, ENCRYPT, CONF);

    /** The section. */
    public static final Setting<Settings> RUN =
            Setting.group(
                    "run",
                    "Where 'sora train' trains, unless its options say otherwise; in its own process"
                            + " without this section. It is no part of the package.",
                    ALL);

    private RunKeys() {}
}
