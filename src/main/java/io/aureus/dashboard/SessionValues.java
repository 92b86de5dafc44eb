package io.aureus.dashboard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;

/**
 * Reads and writes what a session holds. What an older version of the program wrote, and this one
 * cannot read, counts as nothing: the person signs in again.
 */
final class SessionValues {
  /** Who is signed in and the form's token are made of these, and of nothing else. */
  private static final ObjectInputFilter KNOWN =
      ObjectInputFilter.Config.createFilter(
          "io.aureus.dashboard.*;org.springframework.security.**;"
              + "java.lang.*;java.util.*;java.time.*;!*");

  private SessionValues() {}

  static ConversionService conversion() {
    GenericConversionService conversion = new GenericConversionService();
    conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
    conversion.addConverter(new Reader());
    return conversion;
  }

  private static final class Reader implements GenericConverter {
    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
      return Set.of(new ConvertiblePair(byte[].class, Object.class));
    }

    @Override
    public @Nullable Object convert(
        @Nullable Object bytes, TypeDescriptor from, TypeDescriptor to) {
      return bytes instanceof byte[] written ? read(written) : null;
    }
  }

  static @Nullable Object read(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(KNOWN);
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      return null;
    }
  }
}
