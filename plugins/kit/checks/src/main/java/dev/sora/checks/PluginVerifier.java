// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.service.verifier.VerifierPlugin;
import java.util.List;

/**
 * Checks a plugin after bnd has computed its contents and imports. Each finding is an error of the
 * build: one sentence, followed by {@code Fix:} and the remedy.
 */
public final class PluginVerifier implements VerifierPlugin {

    /** Creates the verifier; called by bnd, which finds the class by name. */
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
