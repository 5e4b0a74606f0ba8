// SPDX-License-Identifier: Apache-2.0
/**
 * The interface to a server of models. The server itself is a module of its own, so that a process
 * that serves nothing loads no class of it; {@link dev.sora.core.serving.ServerProvider} finds it.
 *
 * <pre>{@code
 * ServerProvider provider = ServiceLoader.load(ServerProvider.class).findFirst().orElseThrow();
 * ServerRequest request = ServerRequest.of(List.of("kinds=model.sora")).withPort(0);
 * try (ModelServer server = provider.start(sora, request)) {
 *     System.out.println(server.address());
 *     server.drain();
 * }
 * }</pre>
 */
package dev.sora.core.serving;
