// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static dev.sora.container.felix.BrokenBundles.bundle;
import static dev.sora.container.felix.BrokenBundles.configure;
import static dev.sora.container.felix.BrokenBundles.one;

import dev.sora.container.felix.BrokenBundles.JarMaker;
import dev.sora.container.felix.BrokenBundles.Maker;
import dev.sora.container.trust.Jars;
import dev.sora.container.trust.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Valid plugins that the configuration does not allow. */
final class UntrustedJars {

    private static Keys keys;

    private UntrustedJars() {}

    /** Returns shared keys, because creating them takes most of the time. */
    private static synchronized Keys keys() throws IOException {
        if (keys == null) {
            Path folder = Files.createTempDirectory("sora-keys");
            keys = Keys.in(folder).make("acme").make("stranger");
            keys.pem("acme");
            folder.toFile().deleteOnExit();
            for (String file : new String[] {"keys.p12", "keytool.txt", "acme.pem"}) {
                folder.resolve(file).toFile().deleteOnExit();
            }
        }
        return keys;
    }

    /** A jar under policy signed. */
    @FunctionalInterface
    private interface Signing {
        Path sign(Path plain, Keys keys, Path to) throws Exception;
    }

    private static Maker signed(Signing signing) {
        JarMaker maker =
                dir -> {
                    Keys keys = keys();
                    configure(
                            dir,
                            "plugins: {policy: signed, signers: [\"%s\"]}"
                                    .formatted(keys.pem("acme")));
                    return signing.sign(bundle("bad").writeTo(dir), keys, dir.resolve("bad.jar"));
                };
        return one(maker);
    }

    private static Maker listed(String allow) {
        return one(
                dir -> {
                    configure(dir, "plugins: {policy: allow-list, allow: [%s]}".formatted(allow));
                    return bundle("bad").writeTo(dir);
                });
    }

    static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        all.put("not-on-the-list", listed(""));
        all.put("hash-of-another", listed("{sha256: \"%s\"}".formatted("0".repeat(64))));
        all.put("signer-of-another", listed("{signer: \"%s\"}".formatted("0".repeat(64))));
        all.put("unsigned", signed((plain, keys, to) -> plain));
        all.put(
                "signed-by-a-stranger",
                signed((plain, keys, to) -> keys.sign(plain, "stranger", to)));
        all.put(
                "changed-after-signing",
                signed(
                        (plain, keys, to) ->
                                Damage.add(
                                        keys.sign(plain, "acme", to),
                                        PluginJar.SERVICE,
                                        "test.bad.ThePlugin # evil\n".getBytes())));
        all.put(
                "added-after-signing",
                signed(
                        (plain, keys, to) ->
                                Jars.with(
                                        keys.sign(plain, "acme", to),
                                        "META-INF/versions/9/test/bad/ThePlugin.class",
                                        "x",
                                        to.resolveSibling("added.jar"))));
        all.put(
                "configuration-broken",
                one(
                        dir -> {
                            configure(dir, "plugins: {policy: opne}\n");
                            return bundle("bad").writeTo(dir);
                        }));
        return all;
    }
}
