// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.engine;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads the classes of one jar from this jar, even if the application has classes of the same
 * names; all other classes come from the kernel. An engine replaces some classes of the library
 * that it packs, so the order of the jars on the class path must not matter.
 */
final class EngineLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    EngineLoader(URL jar, ClassLoader kernel) {
        super(new URL[] {jar}, kernel);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null && findResource(name.replace('.', '/') + ".class") != null) {
                found = findClass(name);
            }
            return found == null ? super.loadClass(name, resolve) : found;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        for (URL other : Collections.list(getParent().getResources(name))) {
            // the jar may be on the class path as well
            if (!all.toString().contains(other.toString())) {
                all.add(other);
            }
        }
        return Collections.enumeration(all);
    }
}
