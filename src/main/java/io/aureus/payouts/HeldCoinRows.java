package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.keys.Signer;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads coins with all that is known of them by one statement, across the tables of {@code chains}
 * and {@code wallets} too: a list of 100,000 could not be filtered and summed up otherwise. It
 * writes none of them (decision 0125).
 */
final class HeldCoinRows implements HeldCoins {
  /** On addresses of the gateway: the same ones as those that payouts may spend. */
  private static final String OURS =
      """
      select t.*, p.derivation_index as place, p.derivation_index is not null as orders,
        p.order_id, '' as wallet, false as listed,
        (select b.payout_id::text from coin_signed s join coin_bundle_payout b
           on b.bundle_id = s.bundle_id and b.position = 0
         where s.tx_hash = t.tx_hash) as change_of,
        (select b.payout_id::text from coin_lock l join coin_bundle_payout b
           on b.bundle_id = l.bundle_id and b.position = 0
         where l.chain = t.chain and l.txid = t.tx_hash and 'out:' || l.output = t.position
           and not exists (
             select 1 from coin_signed s
             where s.bundle_id = l.bundle_id and s.mined_block is not null and l.since_no > 1
               and not exists (
                 select 1 from coin_bundle_payout o join payout q on q.id = o.payout_id
                 where o.bundle_id = l.bundle_id
                   and (q.state <> 'CONFIRMED' or q.due_at is not null)))) as locked_by
      from transfer t
        join unnest(:chains::text[], :families::text[]) f(chain, family) on f.chain = t.chain
        join watched_address w on w.family = f.family and w.address = t.to_address
        left join receiving_address p on p.address = t.to_address and p.family = f.family
      where not w.outgoing
      """;

  /** On addresses of one merchant's own wallets, that are in use and earlier ones. */
  private static final String OWN =
      """
      select t.*, p.position as place, not p.is_change as orders, p.order_id,
        p.fingerprint as wallet, p.listed,
        p.taken_for as change_of,
        (select l.payout_id::text from own_coin_lock l join payout q on q.id = l.payout_id
         where l.chain = t.chain and l.txid = t.tx_hash and 'out:' || l.output = t.position
           and q.merchant_id = :owner and q.state not in ('CANCELLED', 'FAILED')
           and not (q.state = 'CONFIRMED' and q.due_at is null)) as locked_by
      from (
          select a.family, a.address, false as is_change, a.position, a.order_id,
            null as taken_for, o.fingerprint, o.kind = 'LIST' as listed
          from own_address a join own_wallet o on o.id = a.wallet where o.merchant_id = :owner
          union all
          select c.family, c.address, c.is_change, c.position, null, c.taken_for, o.fingerprint,
            false
          from own_change c join own_wallet o on o.id = c.wallet where o.merchant_id = :owner) p
        join unnest(:chains::text[], :families::text[]) f(chain, family) on f.family = p.family
        join transfer t on t.chain = f.chain and t.to_address = p.address
      where true
      """;

  private static final String UNSPENT =
      """
        and t.position like 'out:%' and t.state in ('mempool', 'mined')
        and t.asset = any(:assets::text[])
        and (:tx::text is null or t.tx_hash = :tx and t.position = :position)
        and not exists (
          select 1 from coin_spend s
          where s.chain = t.chain and s.tx_hash = t.tx_hash and s.position = t.position)
      """;

  private static final String KNOWN =
      """
      select c.*, coalesce(k.number - c.block_number + 1, 0) as depth,
        coalesce(greatest(m.ripe_at - k.number - 1, 0), 0) as ripe_in,
        coalesce(n.label, '') as label, coalesce(n.frozen, false) as frozen,
        coalesce(a.label, '') as address_label,
        case when c.locked_by is not null then 'LOCKED'
          when n.frozen then 'FROZEN'
          when c.state = 'mined' and c.told_confirmed
            and not coalesce(m.ripe_at > k.number + 1, false) then 'FREE'
          else 'WAITING' end as standing
      from (
      """;

  private static final String NOTED =
      """
        ) c
        left join chain_cursor k on k.chain = c.chain
        left join coin_minted m on m.chain = c.chain and m.tx_hash = c.tx_hash
        left join coin_note n on n.owner = :owner and n.chain = c.chain and n.kind = 'OUTPUT'
          and n.ref = c.tx_hash || ':' || substr(c.position, 5)
        left join coin_note a on a.owner = :owner and a.chain = c.chain and a.kind = 'ADDRESS'
          and a.ref = c.to_address
      """;

  private static final String FITTING =
      """
      (:standing::text is null or standing = :standing)
      and (:text = '' or strpos(
        lower(concat_ws(' ', label, address_label, to_address, tx_hash, order_id, change_of,
          locked_by)), :text) > 0)
      """;

  private final JdbcClient jdbc;
  private final Catalogue catalogue;
  private final Signer signer;

  HeldCoinRows(JdbcClient jdbc, Catalogue catalogue, Signer signer) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.signer = signer;
  }

  @Override
  public List<Held> page(Query query, long before, int most) {
    String sql =
        "select * from (%s) h where %s and id < :before order by id desc limit :most"
            .formatted(known(query.merchant()), FITTING);
    return asked(sql, query, null)
        .param("before", before)
        .param("most", most)
        .query((row, n) -> held(row))
        .list();
  }

  @Override
  public Optional<Held> find(@Nullable MerchantId merchant, CoinPoint point) {
    String sql =
        "select * from (%s) h where %s order by id desc limit 1"
            .formatted(known(merchant), FITTING);
    return asked(sql, new Query(merchant, null, null, ""), point)
        .query((row, n) -> held(row))
        .optional();
  }

  @Override
  public List<Sum> sums(Query query) {
    String sql =
        """
        select asset, standing, count(*), sum(units) from (%s) h where %s group by 1, 2
        """
            .formatted(known(query.merchant()), FITTING);
    Map<String, Map<Standing, BigInteger>> units = new TreeMap<>();
    Map<String, Long> counts = new TreeMap<>();
    asked(sql, query, null)
        .query(
            row -> {
              String asset = row.getString(1);
              counts.merge(asset, row.getLong(3), Long::sum);
              units
                  .computeIfAbsent(asset, code -> new EnumMap<>(Standing.class))
                  .put(
                      Standing.valueOf(row.getString(2)), row.getBigDecimal(4).toBigIntegerExact());
            });
    return units.entrySet().stream()
        .map(one -> sum(one.getKey(), counts.getOrDefault(one.getKey(), 0L), one.getValue()))
        .toList();
  }

  private Sum sum(String code, long coins, Map<Standing, BigInteger> parts) {
    Asset asset = catalogue.known(code);
    return new Sum(
        asset,
        coins,
        new Amount(asset, parts.values().stream().reduce(BigInteger.ZERO, BigInteger::add)),
        part(asset, parts, Standing.FREE),
        part(asset, parts, Standing.WAITING),
        part(asset, parts, Standing.LOCKED),
        part(asset, parts, Standing.FROZEN));
  }

  private static Amount part(Asset asset, Map<Standing, BigInteger> parts, Standing standing) {
    return new Amount(asset, parts.getOrDefault(standing, BigInteger.ZERO));
  }

  private static String known(@Nullable MerchantId merchant) {
    return KNOWN + (merchant == null ? OURS : OWN) + UNSPENT + NOTED;
  }

  private JdbcClient.StatementSpec asked(String sql, Query query, @Nullable CoinPoint point) {
    List<Asset> coins = coins();
    List<String> assets =
        coins.stream()
            .map(Asset::code)
            .filter(code -> query.asset() == null || code.equals(query.asset()))
            .toList();
    return jdbc.sql(sql)
        .param("owner", CoinNoteRows.owner(query.merchant()))
        .param("chains", texts(coins.stream().map(coin -> coin.chain().code()).toList()))
        .param("families", texts(coins.stream().map(coin -> coin.chain().family()).toList()))
        .param("assets", texts(assets))
        .param("standing", query.standing() == null ? null : query.standing().name())
        .param("text", query.text().toLowerCase(Locale.ROOT))
        .param("tx", point == null ? null : point.txid())
        .param("position", point == null ? null : "out:" + point.index());
  }

  /** The coin of each chain that has outputs. */
  private List<Asset> coins() {
    return catalogue.assets().stream()
        .filter(asset -> asset.isNative() && CoinNetwork.has(asset.chain().family()))
        .toList();
  }

  private static String[] texts(List<String> all) {
    return all.toArray(String[]::new);
  }

  private Held held(ResultSet row) throws SQLException {
    Asset asset = catalogue.known(row.getString("asset"));
    String position = row.getString("position");
    return new Held(
        row.getLong("id"),
        new CoinPoint(row.getString("tx_hash"), Long.parseLong(position.substring(4))),
        row.getString("to_address"),
        new Amount(asset, row.getBigDecimal("units").toBigIntegerExact()),
        Standing.valueOf(row.getString("standing")),
        row.getLong("depth"),
        row.getLong("ripe_in"),
        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("frozen"),
        place(row, asset.chain()),
        new Story(
            row.getString("order_id"),
            payout(row.getString("change_of")),
            payout(row.getString("locked_by"))),
        new Words(row.getString("label"), row.getString("address_label")));
  }

  /** The one address for change of the gateway is not stored: the signer names it. */
  private Place place(ResultSet row, Chain chain) throws SQLException {
    String address = row.getString("to_address");
    String wallet = row.getString("wallet");
    boolean isOrders = row.getBoolean("orders");
    String step = (isOrders ? "0/" : "1/") + row.getLong("place");
    boolean isStored = row.getObject("place") != null;
    String path = "";
    if (!wallet.isEmpty()) {
      path = row.getBoolean("listed") ? "" : step;
    } else if (isStored || address.equals(signer.hotAddress(chain.family()))) {
      path = purpose(chain, address) + step;
    }
    return new Place(isOrders, path, wallet);
  }

  /** As BIP44 and its followers number the kinds of addresses. */
  private static String purpose(Chain chain, String address) {
    int coin = CoinNetwork.of(chain).coinType();
    return CoinScript.of(Purse.script(chain, address))
        .map(kind -> "m/%d'/%d'/0'/".formatted(purpose(kind), coin))
        .orElse("");
  }

  private static int purpose(CoinScript kind) {
    return switch (kind) {
      case P2SH_P2WPKH -> 49;
      case P2WPKH -> 84;
      case P2TR -> 86;
    };
  }

  private static @Nullable PayoutId payout(@Nullable String id) {
    return id == null ? null : new PayoutId(id);
  }
}
