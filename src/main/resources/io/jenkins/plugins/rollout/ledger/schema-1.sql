-- Version 1. Times are ISO 8601 in UTC; columns named after a type of the program hold it as JSON.

create table rollout (
  id text primary key,
  service text not null,
  version text not null,
  action text not null,
  state text not null,
  blast_radius double precision not null,
  started_at text not null,
  finished_at text,
  last_sequence bigint not null
);

-- What happened, in the order in which it happened. The truth; all other tables follow from it.
create table event (
  rollout text not null references rollout (id),
  sequence bigint not null,
  type text not null,
  instance text,
  body text not null,
  primary key (rollout, sequence)
);

create index event_of_instance on event (rollout, instance, sequence);

-- Which release every instance runs.
create table installation (
  instance text not null,
  service text not null,
  condition text not null,
  since text not null,
  rollout text not null,
  release text not null,
  previous text not null,
  primary key (instance, service)
);

-- What was done to every instance, and what came of it.
create table history (
  rollout text not null,
  sequence bigint not null,
  instance text not null,
  service text not null,
  at text not null,
  version text not null,
  previous_version text not null,
  action text not null,
  outcome text not null,
  release text not null,
  previous text not null,
  primary key (rollout, sequence, instance)
);

create index history_of_instance on history (instance, service, at);

-- Which rollout that has not ended holds an instance.
create table hold (
  instance text primary key,
  rollout text not null
);

-- Which artifacts a rollout that has not ended may need.
create table artifact_need (
  rollout text not null,
  sha256 text not null,
  primary key (rollout, sha256)
);
