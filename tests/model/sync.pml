/* SPDX-License-Identifier: Apache-2.0
   The epoch and the cursor of docs/sync.md, for tests/model/spin: every history of a small world, not a sample of them.

   What it models: a server and two replicas, Ana's and Beto's. Operation 1 makes record 0 in audience A, 2 (Beto's, once he has seen
   record 0) moves it to B, 3 makes record 1 in B. Pushes whose answer is lost, or comes after other pulls, or whose request arrives once
   more when nobody waits for it; pulls of one entry of news, `entered`, `left`, filling by one document with `before`; rights that change;
   crashes; restores of any older backup, with the rights of then or of now. An entry's hash spells all history up to it, epochs included.
   What it leaves out: bodies, merging, conflicts, signatures, files, devices, days (`since`, the 60 days), versions that are too old.
   A pull is one step: nobody looks between its snapshot and what the device writes, in one transaction.
   Sizes: 3 operations, 2 records, 2 audiences; CHANGES of Beto's rights and RESTORES, 1 each unless told; what is lost, crashes or
   comes late does so without end.

   | property             | in words                                                                                                  |
   |----------------------|-----------------------------------------------------------------------------------------------------------|
   | receipt_has_entry    | a receipt has its entry in the present history, or its operation waits to be sent again                   |
   | nothing_lost         | what was accepted once is in the ledger whenever all replicas have synced again                           |
   | never_twice          | no operation is in the ledger twice                                                                       |
   | quiet_is_exact       | a quiet replica (cursor at the head, scope agreed, all filled) holds the documents of its scope as they are |
   | quiet_holds_no_other | a quiet replica holds no document of an audience that is not its own                                      |
   | no_deadlock          | nothing stops before all is sent and every replica is quiet                                               |
   | outboxes_empty       | when losses stop, every outbox empties and every replica becomes quiet and stays so (weak fairness)       |

   Where the text leaves room, the model takes what holds. MUTANT names another reading, and --self-test shows what it costs:
   FIRST_CURSOR_IS_SILENT   only a reset sends again; here a first cursor does too, all that has a receipt of another epoch
   LATE_ANSWER_COUNTS       an answer to a push from before a reset or a first cursor is believed; here it is thrown away
   NUMBERS_ACROSS_EPOCHS    the higher number holds, though distrusted; here a distrusted document gives way to any that comes
   REMOVED_IF_READ_BY_NONE  `removed` spares what is read by an audience that is not listed yet; here it does not
   RESEND_BY_NUMBER_ALONE   a reset sends again what is beyond the base; here all receipts of another epoch besides
   RESET_KEEPS_WHOLE        a reset leaves the audiences whole; here each is filled anew, from its beginning
   The others are plain faults. */
mtype = { NONE, FIRST_CURSOR_IS_SILENT, LATE_ANSWER_COUNTS, NUMBERS_ACROSS_EPOCHS, REMOVED_IF_READ_BY_NONE, RESEND_BY_NUMBER_ALONE,
  RESET_KEEPS_WHOLE, FORGETS_OPERATIONS, ANOTHER_RECEIPT, ANSWERS_BEFORE_DURABLE, IGNORES_EPOCH, RESET_SENDS_NOTHING, KEEPS_DISTRUSTED,
  CURSOR_ALONE, MOVE_WITHOUT_REMOVAL, LEFT_KEEPS_DOCUMENTS, REFUSES_FOR_EVER, SENDS_FOR_EVER }
#ifndef MUTANT
#define MUTANT NONE
#endif
#ifndef CHANGES
#define CHANGES 1
#endif
#ifndef RESTORES
#define RESTORES 1
#endif
#define MOST 4 /* entries; a fourth comes only if one is there twice */
#define A 1
#define B 2
#define RECORD(o) ((o) == 3)
#define AUDIENCE(o) (((o) > 0) + ((o) > 1)) /* 0 for no operation */
#define AUTHOR(o) ((o) == 2)
#define BIT(o) (1 << (o))

/* The server. What follows from the ledger (chain, at, newest) is kept beside it. */
byte epoch = 1, base, head, durable, changes, restores;
byte entry[5], era[5];   /* by number: the operation, and the epoch that its header names */
int chain[5];            /* the hashes */
byte at[4];              /* by operation: its number, or 0 */
byte newest[2];          /* by record: the number of its newest entry, or 0 */
byte scope[2] = {3, 1};  /* by person: the audiences held today; Ana has both, Beto A */
byte ever;               /* the operations that were accepted in any history */
byte broken;             /* the properties that did not hold at some time */
bit calm;                /* nothing more is lost, changed or restored */

/* The replicas: r is 0 or 1; the document of record d is at 2 * r + d, how far audience a is filled at 2 * r + a - 1. */
byte cursor_epoch[2], cursor_number[2]; /* epoch 0: no cursor */
int cursor_hash[2];
byte listed[2], whole[2], before[4];
byte seen[4], number[4], doubt[2];  /* the newest operation about it, its number; the records that are distrusted */
byte outbox[2] = {10, 0};           /* a bit by operation: 1 and 3 wait from the beginning */
byte receipt_number[4], receipt_epoch[4];          /* by operation */
byte answer[2], answer_number[2], answer_epoch[2]; /* to a push, on its way: operation, receipt */

hidden byte i, o, d, a, n, today, held, was;

#define known(r) (cursor_epoch[r] == epoch && cursor_number[r] <= head && cursor_hash[r] == chain[cursor_number[r]])
#define quiet(r) (known(r) && cursor_number[r] == head && listed[r] == scope[r] && whole[r] == listed[r] && doubt[r] == 0)
#define settled (quiet(0) && quiet(1) && outbox[0] + outbox[1] + answer[0] + answer[1] == 0)
#define stands(d) AUDIENCE(entry[newest[d]])
#define mine(r, d) ((stands(d) & scope[r]) != 0)
#define fresh(r, d) (seen[2 * r + d] == entry[newest[d]] && number[2 * r + d] == newest[d])
#define exact(r, d) ((mine(r, d) && fresh(r, d)) || (!mine(r, d) && seen[2 * r + d] == 0))
#define allowed(r, d) (seen[2 * r + d] == 0 || mine(r, d))
#define kept(o) (receipt_number[o] == 0 || (outbox[AUTHOR(o)] & BIT(o)) || cursor_epoch[AUTHOR(o)] != epoch || \
  (at[o] == receipt_number[o] && era[at[o]] == receipt_epoch[o]))
#define there(o) (!(ever & BIT(o)) || at[o] != 0)
/* An operation about a record that is not there is refused and stays where it is: the same as if it were not sent. */
#define may_carry_out(o) ((o) != 2 || (newest[0] != 0 && (MUTANT != REFUSES_FOR_EVER || epoch == 1)))
#define may_push(r, o) ((outbox[r] & BIT(o)) && answer[r] == 0 && may_carry_out(o) && \
  (MUTANT != RESEND_BY_NUMBER_ALONE || cursor_epoch[r] != 0)) /* who pulls first needs no more than a reset */
#define idle(r) (quiet(r) && answer[r] == 0 && !may_push(r, 1) && !may_push(r, 2) && !may_push(r, 3))

inline judge() { /* after every step: which properties do not hold in this state */
  if :: !(kept(1) && kept(2) && kept(3)) -> broken = broken | 1 :: else fi;
  if :: settled && !(there(1) && there(2) && there(3)) -> broken = broken | 2 :: else fi;
  for (i : 0 .. 1) {
    if :: quiet(i) && !(exact(i, 0) && exact(i, 1)) -> broken = broken | 8 :: else fi;
    if :: quiet(i) && !(allowed(i, 0) && allowed(i, 1)) -> broken = broken | 16 :: else fi
  }
  if :: idle(0) && idle(1) && !settled -> broken = broken | 32 :: else fi
}
#define step(when, deed) d_step { when -> deed; judge() }

ltl receipt_has_entry { [] !(broken & 1) }
ltl nothing_lost { [] !(broken & 2) }
ltl never_twice { [] !(broken & 4) }
ltl quiet_is_exact { [] !(broken & 8) }
ltl quiet_holds_no_other { [] !(broken & 16) }
ltl no_deadlock { [] !(broken & 32) }
ltl all_safe { [] !broken } /* the six above in one search */
ltl outboxes_empty { <> calm -> <> [] settled }
/* Not a property: that it fails shows that the model goes where it should. */
ltl nobody_comes_through { [] !(settled && restores == RESTORES && changes == CHANGES && base == 0 && at[1] && at[2] && at[3]) }

inline look() { /* what the ledger says */
  at[1] = 0; at[2] = 0; at[3] = 0; newest[0] = 0; newest[1] = 0;
  for (i : 1 .. MOST) {
    if :: i <= head -> at[entry[i]] = i; newest[RECORD(entry[i])] = i; chain[i] = chain[i - 1] * 16 + entry[i] * 4 + era[i]
       :: else -> entry[i] = 0; era[i] = 0; chain[i] = 0 fi
  }
}

inline carry_out(op) {
  if :: at[op] == 0 || (MUTANT == FORGETS_OPERATIONS && head < MOST) ->
       broken = broken | (at[op] != 0) * 4; head++; entry[head] = op; era[head] = epoch; ever = ever | BIT(op); look()
     :: else fi
}
inline push(r, op) {
  carry_out(op); answer[r] = op; answer_number[r] = at[op]; answer_epoch[r] = era[at[op]];
  if :: MUTANT == ANOTHER_RECEIPT -> answer_number[r] = head; answer_epoch[r] = era[head] :: else fi
}
inline forget_answer(r) { answer[r] = 0; answer_number[r] = 0; answer_epoch[r] = 0 }
inline hear_answer(r) {
  receipt_number[answer[r]] = answer_number[r]; receipt_epoch[answer[r]] = answer_epoch[r];
  if :: MUTANT != SENDS_FOR_EVER -> outbox[r] = outbox[r] & ~BIT(answer[r]) :: else fi;
  forget_answer(r)
}

inline send_again(r, beyond) { /* all whose receipt is of another epoch than the present, or is beyond this number */
  for (o : 1 .. 3) {
    if :: AUTHOR(o) == r && receipt_number[o] != 0 &&
          (receipt_number[o] > beyond || (receipt_epoch[o] != epoch && MUTANT != RESEND_BY_NUMBER_ALONE)) ->
         outbox[r] = outbox[r] | BIT(o); receipt_number[o] = 0; receipt_epoch[o] = 0
       :: else fi
  }
}

inline drop(r, d) { seen[2 * r + d] = 0; number[2 * r + d] = 0; doubt[r] = doubt[r] & ~BIT(d) }
inline put(r, d) { /* the document as it stands now */
  if :: MUTANT == NUMBERS_ACROSS_EPOCHS && newest[d] < number[2 * r + d]
     :: else -> seen[2 * r + d] = entry[newest[d]]; number[2 * r + d] = newest[d]; doubt[r] = doubt[r] & ~BIT(d) fi
}
inline reset(r) { /* 1 (a) to (c) */
  if :: MUTANT != RESET_SENDS_NOTHING -> send_again(r, base) :: else fi;
  for (d : 0 .. 1) { if :: seen[2 * r + d] != 0 -> doubt[r] = doubt[r] | BIT(d) :: else fi }
  cursor_epoch[r] = 0; cursor_number[r] = 0; cursor_hash[r] = 0;
  if :: MUTANT != RESET_KEEPS_WHOLE -> whole[r] = 0; before[2 * r] = 0; before[2 * r + 1] = 0 :: else fi;
  if :: MUTANT != LATE_ANSWER_COUNTS -> forget_answer(r) :: else fi
}
inline first_cursor(r) {
  cursor_epoch[r] = epoch; cursor_number[r] = head; cursor_hash[r] = chain[head];
  if :: MUTANT != FIRST_CURSOR_IS_SILENT && MUTANT != RESET_SENDS_NOTHING -> send_again(r, MOST) :: else fi;
  if :: MUTANT != LATE_ANSWER_COUNTS -> forget_answer(r) :: else fi
}

inline news(r) { /* 3: the next entry; `was` is where its record stood before */
  n = cursor_number[r] + 1; d = RECORD(entry[n]); was = 0;
  for (i : 1 .. MOST) { if :: i < n && RECORD(entry[i]) == d -> was = AUDIENCE(entry[i]) :: else fi }
  if
  :: MUTANT == CURSOR_ALONE
  :: MUTANT != CURSOR_ALONE && (stands(d) & held) -> put(r, d)
  :: MUTANT != CURSOR_ALONE && MUTANT != MOVE_WITHOUT_REMOVAL && !(stands(d) & held) && (was & held) &&
     (MUTANT != REMOVED_IF_READ_BY_NONE || !(stands(d) & today)) -> drop(r, d)
  :: else
  fi;
  cursor_number[r] = n; cursor_hash[r] = chain[n]
}
inline fill(r) { /* 4: one document of the first listed audience that is not whole */
  a = ((held & ~whole[r] & A) -> A : B);
  d = before[2 * r + a - 1];
  if :: d == 0 && stands(0) != a -> d = 1 :: else fi;
  if :: d == 1 && stands(1) != a -> d = 2 :: else fi;
  if :: d < 2 -> put(r, d) :: else fi;
  if :: d == 0 && stands(1) == a -> before[2 * r + a - 1] = 1
     :: else -> before[2 * r + a - 1] = 0; whole[r] = whole[r] | a fi
}
inline pull(r) {
  if :: MUTANT == IGNORES_EPOCH && cursor_epoch[r] != 0 -> cursor_epoch[r] = epoch :: else fi;
  if
  :: cursor_epoch[r] != 0 && !known(r) -> reset(r)
  :: else ->
    today = scope[r]; held = listed[r] & today;
    for (a : A .. B) { if :: listed[r] & ~held & a -> before[2 * r + a - 1] = 0 :: else fi }
    listed[r] = held; whole[r] = whole[r] & held; /* 2: left */
    for (d : 0 .. 1) { if :: !(AUDIENCE(seen[2 * r + d]) & held) && MUTANT != LEFT_KEEPS_DOCUMENTS -> drop(r, d) :: else fi }
    if :: cursor_epoch[r] == 0 -> first_cursor(r)
       :: cursor_epoch[r] != 0 && cursor_number[r] < head -> news(r)
       :: else fi;
    if :: held & ~whole[r] -> fill(r) :: else fi;
    listed[r] = today; /* 2: entered; news and filling of it from the next pull on */
    for (d : 0 .. 1) { /* 1 (d) */
      if :: whole[r] == today && (doubt[r] & BIT(d)) && MUTANT != KEEPS_DISTRUSTED -> drop(r, d)
         :: whole[r] == today && (doubt[r] & BIT(d)) && MUTANT == KEEPS_DISTRUSTED -> doubt[r] = doubt[r] & ~BIT(d)
         :: else fi
    }
  fi;
  if :: r == 1 && seen[2] == 1 && receipt_number[2] == 0 -> outbox[1] = outbox[1] | BIT(2) :: else fi /* what Beto makes of it */
}
inline restore(to, rights_too) {
  epoch++; restores++; base = to; head = to; look();
  if :: rights_too -> scope[1] = A :: else fi
}

active proctype ana() {
end: do
  :: step(!quiet(0), pull(0))
  :: step(may_push(0, 1), push(0, 1))
  :: step(may_push(0, 3), push(0, 3))
  :: step(answer[0] != 0, hear_answer(0))
  od
}

active proctype beto() {
end: do
  :: step(!quiet(1), pull(1))
  :: step(may_push(1, 2), push(1, 2))
  :: step(answer[1] != 0, hear_answer(1))
  od
}
#define arrives_late(o) (receipt_number[o] != 0 && at[o] == 0 && may_carry_out(o))

active proctype world() {
  byte to;
end: do
  :: step(answer[0] != 0, forget_answer(0)) /* lost */
  :: step(answer[1] != 0, forget_answer(1))
  :: step(answer[0] != 0 && answer[1] != 0, forget_answer(0); forget_answer(1)) /* a crash: what was answered is durable */
  :: step(MUTANT == ANSWERS_BEFORE_DURABLE && durable < head, head = durable; look(); forget_answer(0); forget_answer(1))
  :: step(MUTANT == ANSWERS_BEFORE_DURABLE && durable < head, durable = head)
  :: step(arrives_late(1), carry_out(1))
  :: step(arrives_late(2), carry_out(2))
  :: step(arrives_late(3), carry_out(3))
  :: step(changes < CHANGES, changes++; scope[1] = scope[1] ^ A)
  :: step(changes < CHANGES, changes++; scope[1] = scope[1] ^ B)
  :: atomic { restores < RESTORES -> select(to : 0 .. head);
       if :: step(true, restore(to, false); to = 0) :: step(scope[1] != A, restore(to, true); to = 0) fi }
#ifdef CALM
  :: calm = 1 -> break
#endif
  od
}
