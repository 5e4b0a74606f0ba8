// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A plain OSGi framework in a process of its own, which knows nothing of Sora: it installs a
 * bundle, asks its service, stops it, starts it once more, and updates it.
 */
public final class StockFramework {

    private StockFramework() {}

    /** Takes the folder of the bundle, a model package, and a folder for the framework. */
    public static void main(String[] args) throws Exception {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        args[2],
                                        Constants.FRAMEWORK_STORAGE_CLEAN,
                                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                                        "people.model",
                                        args[1]));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            Bundle bundle = context.installBundle("reference:file:" + args[0]);
            for (int i = 0; i < 2; i++) {
                bundle.start();
                ask(context);
                bundle.stop();
            }
            update(bundle, context);
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    /** An updated bundle has another class loader, which cannot load the natives once more. */
    private static void update(Bundle bundle, BundleContext context) throws BundleException {
        bundle.update();
        bundle.start();
        try {
            ask(context);
        } catch (RuntimeException e) {
            System.out.println(e.getMessage().lines().findFirst().orElseThrow());
        }
    }

    @SuppressWarnings("unchecked")
    private static void ask(BundleContext context) {
        Function<Map<String, ?>, String> predict =
                context.getService(context.getServiceReference(Function.class));
        System.out.println(predict.apply(Map.of("age", 7, "city", "Paris")));
    }
}
