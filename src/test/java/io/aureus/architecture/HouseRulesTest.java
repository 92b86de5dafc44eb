package io.aureus.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What no reviewer should have to look for. */
class HouseRulesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.aureus");

  private static final Set<String> FLOATING =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double");

  private static final String[] MONEY_ROOMS = {
    "io.aureus.money..",
    "io.aureus.ledger..",
    "io.aureus.orders..",
    "io.aureus.pricing..",
    "io.aureus.wallets..",
    "io.aureus.chains.."
  };

  private static final Set<String> PURE =
      Set.of(
          "io.aureus.orders.OrderLifecycle",
          "io.aureus.orders.OrderInformations",
          "io.aureus.orders.OrderFact",
          "io.aureus.orders.Transition",
          "io.aureus.orders.Outcome",
          "io.aureus.orders.Progress",
          "io.aureus.orders.Standing");

  @Test
  void moneyNeverPassesThroughFloatingPoint() {
    classes()
        .that(resideInAnyPackage(MONEY_ROOMS))
        .should(
            new ArchCondition<JavaClass>("have no float and no double") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                  forbid(FLOATING.contains(field.getRawType().getName()), field.getFullName());
                }
                for (JavaCodeUnit code : type.getCodeUnits()) {
                  boolean floating =
                      FLOATING.contains(code.getRawReturnType().getName())
                          || code.getRawParameterTypes().stream()
                              .anyMatch(raw -> FLOATING.contains(raw.getName()));
                  forbid(floating, code.getFullName());
                  for (JavaCall<?> call : code.getCallsFromSelf()) {
                    String target = call.getTarget().getFullName();
                    forbid(
                        target.contains(".doubleValue()") || target.contains(".floatValue()"),
                        code.getFullName() + " calls " + target);
                  }
                }
                found.forEach(words -> events.add(SimpleConditionEvent.violated(type, words)));
                found.clear();
              }

              private final List<String> found = new java.util.ArrayList<>();

              private void forbid(boolean wrong, String words) {
                if (wrong) {
                  found.add(words);
                }
              }
            })
        .check(ALL);
  }

  @Test
  void valuesAndDecisionsKnowNeitherSpringNorSqlNorHttp() {
    noClasses()
        .that(
            describe(
                "are values or decisions",
                type ->
                    PURE.contains(type.getName())
                        || (isValue(type) && resideInAnyPackage(MONEY_ROOMS).test(type))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "java.sql..",
            "javax.sql..",
            "java.net.http..",
            "jakarta..",
            "com.zaxxer..")
        .check(ALL);
  }

  private static boolean isValue(JavaClass type) {
    boolean plain = type.isRecord() || type.isEnum();
    return plain
        && type.isTopLevelClass()
        && type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
        && !type.isAnnotatedWith(ConfigurationProperties.class)
        && !type.getSimpleName().endsWith("Settings");
  }

  @Test
  void timeAndRandomnessComeFromOnePlace() {
    noClasses()
        .that(not(describe("the shared beans", HouseRulesTest::isSharedBeans)))
        .should()
        .callCodeUnitWhere(target("ask the machine for time or randomness", MACHINE))
        .check(ALL);
    // The rule has teeth: it bites the one place that it must not see.
    assertThat(
            noClasses()
                .should()
                .callCodeUnitWhere(target("ask the machine for time or randomness", MACHINE))
                .evaluate(ALL)
                .getFailureReport()
                .getDetails())
        .isNotEmpty()
        .allMatch(words -> words.contains("io.aureus.commands.SharedBeans"));
  }

  private static boolean isSharedBeans(JavaClass type) {
    return type.getName().equals("io.aureus.commands.SharedBeans");
  }

  private static final Pattern MACHINE =
      Pattern.compile(
          String.join(
              "|",
              "java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|OffsetDateTime"
                  + "|ZonedDateTime|Year|YearMonth)\\.now\\(.*",
              "java\\.time\\.Clock\\.(system|tick).*",
              "java\\.lang\\.System\\.currentTimeMillis\\(.*",
              "java\\.util\\.Date\\.<init>\\(\\)",
              "java\\.lang\\.Math\\.random\\(.*",
              "java\\.util\\.Random\\.<init>.*",
              "java\\.util\\.SplittableRandom\\.<init>.*",
              "java\\.util\\.UUID\\.randomUUID\\(.*",
              "java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(.*",
              "java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)\\(.*",
              "java\\.security\\.SecureRandom\\.(<init>|getInstance).*"));

  private static DescribedPredicate<JavaCall<?>> target(String words, Pattern pattern) {
    return describe(
        words,
        call -> {
          CodeUnitCallTarget target = call.getTarget();
          return pattern.matcher(target.getFullName()).matches();
        });
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("io.aureus.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void nobodyUsesTheSurfaces() {
    for (String surface : List.of("api", "checkout", "dashboard")) {
      String room = "io.aureus." + surface + "..";
      noClasses()
          .that(not(resideInAPackage(room)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(room)
          .check(ALL);
    }
    noClasses()
        .that(not(resideInAnyPackage("io.aureus.sandbox..", "io.aureus.commands..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.aureus.sandbox..")
        .check(ALL);
  }

  @Test
  void beansAreNamedInTheSetupOfTheirRoomAndInjectedByConstructor() {
    noFields().should().beAnnotatedWith(Autowired.class).check(ALL);
    noFields().should().beAnnotatedWith(Value.class).check(ALL);
    for (Class<? extends java.lang.annotation.Annotation> hidden :
        List.of(Component.class, Service.class, Repository.class, Transactional.class)) {
      noClasses().should().beAnnotatedWith(hidden).check(ALL);
    }
    classes()
        .should(
            new ArchCondition<JavaClass>("carry no @Transactional, @Scheduled or @Async method") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit code : type.getCodeUnits()) {
                  if (code.isAnnotatedWith(Transactional.class)
                      || code.isAnnotatedWith(Scheduled.class)
                      || code.isAnnotatedWith(Async.class)) {
                    events.add(SimpleConditionEvent.violated(type, code.getFullName()));
                  }
                }
              }
            })
        .check(ALL);
  }

  @Test
  void onlyTheRimSpeaksToNodesAndToTheWeb() {
    noClasses()
        .that(
            resideInAnyPackage(
                "io.aureus.money..",
                "io.aureus.ledger..",
                "io.aureus.orders..",
                "io.aureus.wallets..",
                "io.aureus.keys..",
                "io.aureus.merchants.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "org.apache.hc..", "com.sun.net.httpserver..")
        .check(ALL);
    noClasses()
        .that(not(resideInAnyPackage("io.aureus.keys..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("fr.acinq.secp256k1..")
        .check(ALL);
  }

  @Test
  void nobodyPrintsButTheCommands() {
    noClasses()
        .that(not(resideInAPackage("io.aureus.commands..")))
        .should()
        .accessTargetWhere(
            describe(
                "System.out or System.err",
                (JavaAccess<?> access) ->
                    access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err").contains(access.getName())))
        .check(ALL);
  }
}
