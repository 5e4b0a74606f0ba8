// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.core.Model;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * An application in an OSGi framework that is not Sora's: the bundle carries Sora and the plugins,
 * opens a model when it starts, and offers its predictions as a service.
 */
public final class BundledApplication implements BundleActivator {

    private EmbeddedSora sora;
    private Model model;

    /** Creates an activator. */
    public BundledApplication() {}

    @Override
    public void start(BundleContext context) {
        // the context class loader of a framework's threads is not that of a bundle
        sora = EmbeddedSora.builder().classPath(BundledApplication.class.getClassLoader()).build();
        model = sora.open(Path.of(context.getProperty("people.model")));
        Function<Map<String, ?>, String> predict = row -> model.predict(row).json();
        context.registerService(Function.class, predict, null);
    }

    @Override
    public void stop(BundleContext context) {
        model.close();
        sora.close();
    }
}
