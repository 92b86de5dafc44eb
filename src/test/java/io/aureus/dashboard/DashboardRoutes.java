package io.aureus.dashboard;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Every page and every form that the dashboard has, as its controllers say. */
final class DashboardRoutes {
  private DashboardRoutes() {}

  static Set<String> posts() {
    return of(PostMapping.class, PostMapping::value);
  }

  static Set<String> gets() {
    return of(GetMapping.class, GetMapping::value);
  }

  private static <A extends Annotation> Set<String> of(
      Class<A> mapping, Function<A, String[]> paths) {
    Set<String> all = new TreeSet<>();
    ClassFileImporter importer =
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests());
    for (JavaClass type : importer.importPackages("io.aureus.dashboard")) {
      type.getMethods().stream()
          .filter(method -> method.isAnnotatedWith(mapping))
          .forEach(method -> all.add(paths.apply(method.getAnnotationOfType(mapping))[0]));
    }
    return all;
  }

  /** One that can be asked for; what it names need not be there. */
  static String filledIn(String route) {
    return route.replace("{id}", "20260101000000000001").replaceAll("[{][a-z]+[}]", "gateway");
  }
}
