package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import io.aureus.merchants.Person;
import io.aureus.merchants.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Lets the merchants room judge who signs in, and what he may do ever after. */
final class SignInCheck implements AuthenticationProvider {
  private final People people;

  SignInCheck(People people) {
    this.people = people;
  }

  @Override
  public Authentication authenticate(Authentication typed) {
    try {
      return signedIn(people.signIn(typed.getName(), password(typed), code(typed), address(typed)));
    } catch (Refusal refusal) {
      throw switch (refusal.code()) {
        case UNAUTHORIZED -> new BadCredentialsException(Texts.sentence(refusal.words()));
        default -> new LockedException(Texts.sentence(refusal.words()));
      };
    }
  }

  /** A person sees the merchant that he has been with longest. */
  Authentication signedIn(Person person) {
    if (person.memberships().isEmpty()) {
      throw new LockedException("This account belongs to no merchant any more.");
    }
    SignedIn me =
        new SignedIn(
            person.id(), person.email(), person.memberships().getFirst().merchant().value());
    return UsernamePasswordAuthenticationToken.authenticated(me, null, List.of());
  }

  /** What he may do now; empty where he was removed since he signed in. */
  Optional<Role> role(SignedIn me) {
    return people.find(me.person()).stream()
        .flatMap(person -> person.memberships().stream())
        .filter(membership -> membership.merchant().equals(me.merchant()))
        .map(Person.Membership::role)
        .findFirst();
  }

  boolean isOwner(SignedIn me) {
    return role(me).filter(role -> role == Role.OWNER).isPresent();
  }

  boolean isOperator(SignedIn me) {
    return people.isOperator(me.person());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private static String password(Authentication typed) {
    return typed.getCredentials() instanceof String password ? password : "";
  }

  private static String code(Authentication typed) {
    return typed.getDetails() instanceof SignInDetails details ? details.code() : "";
  }

  private static String address(Authentication typed) {
    @Nullable Object details = typed.getDetails();
    return details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
  }
}
