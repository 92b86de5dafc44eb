-- How a merchant's payment pages look, and which sites may show them in a frame.
create table merchant_branding (
  merchant    text primary key references merchant,
  accent      int check (accent between 0 and 16777215), -- 0xRRGGBB; null for ours
  bar         int check (bar between 0 and 16777215), -- null for none
  frames      text[] not null default '{}', -- origins, e.g. https://shop.example
  logo        bytea check (length(logo) <= 32768), -- a PNG that we wrote
  logo_hash   text not null default '' check ((logo is null) = (logo_hash = '')),
  logo_width  int check (logo_width between 1 and 480),
  logo_height int check (logo_height between 1 and 120),
  changed_at  timestamptz not null
);
