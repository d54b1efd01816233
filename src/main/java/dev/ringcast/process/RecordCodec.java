package dev.ringcast.process;

import dev.ringcast.media.MediaBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records to bytes and back: component after component, of sealed types with the number of the permitted one before it.
 * Both sides know the type, and bytes name no class; so none can be made that the type does not allow, and each is
 * checked by its own constructor.
 */
final class RecordCodec {
    private static final Map<Class<?>, Leaf<?>> LEAVES = Map.ofEntries(
            Map.entry(boolean.class, new Leaf<Boolean>(DataOutputStream::writeBoolean, DataInputStream::readBoolean)),
            Map.entry(int.class, new Leaf<Integer>(DataOutputStream::writeInt, DataInputStream::readInt)),
            Map.entry(long.class, new Leaf<Long>(DataOutputStream::writeLong, DataInputStream::readLong)),
            Map.entry(Long.class, new Leaf<Long>(DataOutputStream::writeLong, DataInputStream::readLong)),
            Map.entry(double.class, new Leaf<Double>(DataOutputStream::writeDouble, DataInputStream::readDouble)),
            Map.entry(Double.class, new Leaf<Double>(DataOutputStream::writeDouble, DataInputStream::readDouble)),
            Map.entry(String.class, new Leaf<String>(RecordCodec::writeText, RecordCodec::readText)),
            Map.entry(
                    Path.class,
                    new Leaf<Path>((out, path) -> writeText(out, path.toString()), in -> Path.of(readText(in)))),
            Map.entry(
                    Duration.class,
                    new Leaf<Duration>(
                            (out, span) -> writeTime(out, span.getSeconds(), span.getNano()),
                            in -> Duration.ofSeconds(in.readLong(), in.readInt()))),
            Map.entry(
                    Instant.class,
                    new Leaf<Instant>(
                            (out, time) -> writeTime(out, time.getEpochSecond(), time.getNano()),
                            in -> Instant.ofEpochSecond(in.readLong(), in.readInt()))),
            Map.entry(MediaBytes.class, new Leaf<MediaBytes>(RecordCodec::writeBytes, RecordCodec::readBytes)));

    @FunctionalInterface
    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private record Leaf<T>(Writer<T> writer, Reader<T> reader) {
        @SuppressWarnings("unchecked") // the table has a type's leaf under that type
        void write(DataOutputStream out, Object value) throws IOException {
            writer.write(out, (T) value);
        }
    }

    private RecordCodec() {}

    /** Writes a value of that type, or of one that it permits. */
    static void write(DataOutputStream out, Type type, Object value) throws IOException {
        Leaf<?> leaf = type instanceof Class<?> ? LEAVES.get(type) : null;
        if (leaf != null) {
            leaf.write(out, value);
        } else if (value instanceof Optional<?> optional) {
            out.writeBoolean(optional.isPresent());
            if (optional.isPresent()) {
                write(out, argument(type), optional.get());
            }
        } else if (value instanceof List<?> list) {
            out.writeInt(list.size());
            for (Object each : list) {
                write(out, argument(type), each);
            }
        } else if (value instanceof Enum<?> constant) {
            writeText(out, constant.name());
        } else if (value instanceof Record && type.equals(value.getClass())) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                write(out, component.getGenericType(), get(component, value));
            }
        } else {
            List<Class<?>> permitted = permitted(type);
            out.writeInt(permitted.indexOf(value.getClass()));
            write(out, value.getClass(), value);
        }
    }

    /**
     * Reads a value of that type, or of one that it permits.
     *
     * @throws IOException if the bytes are none
     */
    static Object read(DataInputStream in, Type type) throws IOException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType().equals(Optional.class)
                    ? in.readBoolean() ? Optional.of(read(in, argument(type))) : Optional.empty()
                    : readList(in, argument(type));
        }
        Class<?> plain = (Class<?>) type;
        Leaf<?> leaf = LEAVES.get(plain);
        if (leaf != null) {
            return Objects.requireNonNull(leaf.reader.read(in));
        }
        if (plain.isEnum()) {
            return readConstant(in, plain);
        }
        if (plain.isRecord()) {
            return readRecord(in, plain);
        }
        List<Class<?>> permitted = permitted(type);
        return read(in, permitted.get(index(in, permitted.size())));
    }

    private static List<Object> readList(DataInputStream in, Type element) throws IOException {
        int size = size(in);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in, element));
        }
        return List.copyOf(list);
    }

    private static Object readConstant(DataInputStream in, Class<?> type) throws IOException {
        String name = readText(in);
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("no " + type.getSimpleName() + " has the name that was read");
    }

    private static Object readRecord(DataInputStream in, Class<?> type) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in, components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IOException("no " + type.getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made", e);
        }
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return Objects.requireNonNull(accessor.invoke(record));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component + " cannot be read", e);
        }
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static List<Class<?>> permitted(Type type) {
        if (type instanceof Class<?> plain && plain.isSealed()) {
            return List.of(plain.getPermittedSubclasses());
        }
        throw new IllegalArgumentException("neither a record nor a sealed type nor a known value: " + type);
    }

    private static int index(DataInputStream in, int count) throws IOException {
        int index = in.readInt();
        if (index < 0 || index >= count) {
            throw new IOException("number " + index + " of " + count);
        }
        return index;
    }

    /** A size in bytes or of a list, whose elements take a byte at least: never more than there are. */
    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a size of " + size + " with " + in.available() + " bytes left");
        }
        return size;
    }

    private static void writeTime(DataOutputStream out, long seconds, int nanos) throws IOException {
        out.writeLong(seconds);
        out.writeInt(nanos);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(size(in)), StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutputStream out, MediaBytes bytes) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static MediaBytes readBytes(DataInputStream in) throws IOException {
        return MediaBytes.owning(in.readNBytes(size(in)));
    }
}
