package dev.ringcast.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * How much memory FFmpeg gets at a time in a running server. A Java agent sets it, since FFmpeg's own limit
 * ({@code av_max_alloc}) can be set in its process only: Java's virtual machine still gets all that it wants.
 */
public final class FfmpegMemory {
    /** What FFmpeg allows itself as it comes. */
    private static final long AS_IT_COMES = Integer.MAX_VALUE;

    private FfmpegMemory() {}

    /** Each allocation of more than so many bytes fails from now on. */
    public static void limit(TomcatProcess tomcat, long bytes) throws IOException, InterruptedException {
        Path jar = tomcat.base().resolve("ffmpeg-memory.jar");
        if (!Files.exists(jar)) {
            write(jar);
        }
        if (!tomcat.jcmd("JVMTI.agent_load", jar.toString(), Long.toString(bytes))
                .contains("return code: 0")) {
            throw new AssertionError("the agent has failed; Tomcat's log:\n" + tomcat.log());
        }
    }

    /** FFmpeg gets what it wants again. */
    public static void unlimit(TomcatProcess tomcat) throws IOException, InterruptedException {
        limit(tomcat, AS_IT_COMES);
    }

    private static void write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), Agent.class.getName());
        String name = Agent.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = Agent.class.getClassLoader().getResourceAsStream(name)) {
            if (code == null) {
                throw new IOException("no " + name + " on the class path");
            }
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
        }
    }

    /** What runs in the server. It knows no other class of the tests: they are not there. */
    public static final class Agent {
        private Agent() {}

        /** What the virtual machine calls. */
        public static void agentmain(String bytes, Instrumentation loaded) throws ReflectiveOperationException {
            for (Class<?> each : loaded.getAllLoadedClasses()) {
                if (each.getName().equals("org.bytedeco.ffmpeg.global.avutil")) {
                    each.getMethod("av_max_alloc", long.class).invoke(null, Long.parseLong(bytes));
                    return;
                }
            }
            throw new ClassNotFoundException("FFmpeg is not loaded");
        }
    }
}
