package io.aureus.pricing;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The European Central Bank's reference rates of the day as XML, against the euro; fiat only, not
 * on week-ends.
 */
final class EcbRates implements RateSource {
  static final String NAME = "ecb";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** They come out at about 16:00 in Frankfurt and are fixed some two hours before. */
  private static final LocalTime FIXED = LocalTime.of(12, 0);

  private final RateClient client;
  private final Wanted wanted;

  EcbRates(RateClient client, Wanted wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public Answer ask() {
    byte[] xml =
        client.bytes(NAME, "https://www.ecb.europa.eu", "/stats/eurofxref/eurofxref-daily.xml");
    Map<String, JsonNode> perEuro = new HashMap<>();
    perEuro.put("EUR", NODES.numberNode(1));
    Instant said = read(xml, perEuro);
    JsonNode dollars = perEuro.getOrDefault(Pair.USD, NODES.missingNode());
    Ballot ballot = new Ballot(NAME);
    for (String fiat : wanted.fiats()) {
      JsonNode price = perEuro.getOrDefault(fiat, NODES.missingNode());
      ballot.cross(Pair.dollarIn(fiat), price, dollars, said);
    }
    return ballot.close();
  }

  private static Instant read(byte[] xml, Map<String, JsonNode> perEuro) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    String day = "";
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      while (in.hasNext()) {
        if (in.next() == XMLStreamReader.START_ELEMENT && in.getLocalName().equals("Cube")) {
          String time = attribute(in, "time");
          String currency = attribute(in, "currency");
          String rate = attribute(in, "rate");
          day = time == null ? day : time;
          if (currency != null && rate != null) {
            perEuro.put(currency, NODES.stringNode(rate));
          }
        }
      }
      return LocalDate.parse(day).atTime(FIXED).toInstant(ZoneOffset.UTC);
    } catch (XMLStreamException e) {
      throw new RateFailure("the answer is not XML, or is cut short");
    } catch (DateTimeParseException e) {
      throw new RateFailure("the answer has no date");
    }
  }

  private static @Nullable String attribute(XMLStreamReader in, String name) {
    return in.getAttributeValue(null, name);
  }
}
