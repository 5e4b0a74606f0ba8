// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts about an active engine that {@code sora doctor}, reports and locks show. A lock pins
 * all of them except {@code more}.
 *
 * @param runtime name and version of the native runtime, such as {@code PyTorch 2.7.1}
 * @param platform the machine that the runtime was built for, such as {@code linux-x86_64}; empty
 *     if it is not known
 * @param threads the number of threads that share an operation; empty if the engine does not
 *     determine it. An engine that has a setting for it names the setting {@code threads}
 * @param nativesSha256 one digest of all native libraries; if it is empty, a lock pins the digest
 *     of the plugin's jar
 * @param more further facts for the user, by name, such as {@code processor}
 * @since 2.0
 */
public record EngineFacts(
        String runtime,
        String platform,
        OptionalInt threads,
        Optional<String> nativesSha256,
        Map<String, String> more) {

    /** Copies the map, keeping its order. */
    public EngineFacts {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** Returns facts that contain only the runtime. */
    public static EngineFacts of(String runtime) {
        return new EngineFacts(runtime, "", OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** Returns the same facts, with the machine that the runtime was built for. */
    public EngineFacts withPlatform(String name) {
        return new EngineFacts(runtime, name, threads, nativesSha256, more);
    }

    /** Returns the same facts, with the number of threads that share an operation. */
    public EngineFacts withThreads(int count) {
        return new EngineFacts(runtime, platform, OptionalInt.of(count), nativesSha256, more);
    }

    /** Returns the same facts, with the digest of the native libraries. */
    public EngineFacts withNatives(String sha256) {
        return new EngineFacts(runtime, platform, threads, Optional.of(sha256), more);
    }

    /** Returns the same facts and one more. */
    public EngineFacts with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(name, value);
        return new EngineFacts(runtime, platform, threads, nativesSha256, all);
    }
}
