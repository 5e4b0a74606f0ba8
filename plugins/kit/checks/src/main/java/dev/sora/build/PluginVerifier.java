// SPDX-License-Identifier: Apache-2.0
package dev.sora.build;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.service.verifier.VerifierPlugin;
import java.util.List;

/**
 * Checks a plugin once bnd knows what it holds and what it imports. Each finding is an error of the
 * build: one sentence, and behind {@code Fix:} what to do.
 */
public final class PluginVerifier implements VerifierPlugin {

    /** Creates the verifier; bnd does, by its name. */
    public PluginVerifier() {}

    @Override
    public void verify(Analyzer bundle) throws Exception {
        if (bundle.getJar() == null) {
            return;
        }
        report(bundle, new ServiceFile(bundle).findings());
        report(bundle, new Imports(bundle).findings());
    }

    private static void report(Analyzer bundle, List<String> findings) {
        for (String finding : findings) {
            bundle.error("%s", finding);
        }
    }
}
