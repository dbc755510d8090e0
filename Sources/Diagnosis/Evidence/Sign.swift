/// What can be seen of one failure and tells causes apart, in words that no database, language or
/// framework owns.
///
/// "The key" are the columns of the violated constraint with the values that were refused, "the
/// write" is the statement that failed, and "the row in the way" is the one that holds the key.
enum Sign: UInt8, Sendable, Hashable, CaseIterable {
  // What the database said.

  /// The key is one text without letters, or a part of it is.
  case keyIsBlank
  /// The key is the largest number of some integer type: 2147483647 and larger.
  case keyIsLargestNumber
  /// The same for the small types: 127, 255, 32767, 65535, 8388607, 16777215.
  case keyIsLargestSmallNumber
  /// A generated key was given as zero, which happens when its generator got lost.
  case keyIsZero
  case keyIsWholeNumber
  /// The key is the row's identity rather than a rule of the business.
  case keyIsIdentity
  /// The key compares a folded form of its column.
  case keyFolds
  /// A column of the key has a name that messages, deliveries and requests have.
  case keyNamesMessage
  /// A column of the key has a name that values have which code makes up.
  case columnIsForGenerated
  /// The generator of the key has no numbers left.
  case generatorIsExhausted
  /// A row fits none of the table's partitions.
  case noPartition
  /// One statement has the same row twice.
  case rowTwiceInStatement
  /// The database's own catalogue was violated: two sessions made the same object.
  case catalogIsViolated
  /// The required column is left out of the write.
  case columnIsLeftOut
  /// The write sets the required column to NULL.
  case columnIsSetToNull
  /// The reference is zero or empty.
  case referenceIsBlank
  /// An earlier error had made the transaction unusable.
  case transactionWasBroken
  /// The error that made it so is known.
  case earlierErrorIsKnown
  /// The statement that adds the rule meets rows that break it.
  case rowsBreakNewRule

  // In what kind of run it happened.

  case inMigration, inFixture, inTest, inWorker, inSchedule, inWebhook, inCommand, inShell, inAdmin
  /// A signal's or a model's callback is on the way to the write.
  case inCallback
  /// The framework was deleting a row and what hangs on it.
  case inDeletion
  /// The constraint was checked when the transaction committed.
  case atCommit
  /// The job says that it runs again: a retry, a redelivery.
  case runIsRepeated
  /// The error was caught and logged, nobody saw more of it.
  case isOnlyLogged

  // What the request did before, from its statements and from source.

  /// It asked for exactly the key and found nothing, or nobody says what it found.
  case looksForKey
  /// A statement that was seen did so, or only source says so.
  case statementLooksForKey, sourceLooksForKey
  /// It asked for the key and found a row.
  case lookFoundRow
  /// It asked for fewer, more or other columns than the key has.
  case looksForPartOfKey, looksForMoreThanKey, looksForOtherColumns
  /// A check that keeps the write from happening asks for columns that no key has.
  case guardAsksOtherColumns
  /// It asked for the key within a tenant, type or state that the key does not have.
  case looksWithinScope
  /// It asked for the key among rows that are not marked as deleted.
  case lookHidesDeletedRows
  /// The key folds its value, the look-up compares exactly.
  case lookComparesExactly
  /// The look-up folds case, the key does not.
  case lookFolds
  /// The look-up asked for another form of the value than was written.
  case looksForOtherForm
  /// The look-up that found several rows asks one table alone.
  case looksAtOneTable
  /// The look-up went to a replica, a cache or rows read long before.
  case lookIsStale
  /// The look-up and the write used different databases.
  case looksInOtherDatabase
  /// It asked for the largest, the number or the next free one of the rows.
  case computesKeyFromRows
  /// Everything on the way is known, and nothing asks for the key.
  case nobodyLooked
  /// The function of the write is known, and does not ask for the key; more is not known.
  case functionDoesNotLook
  /// A form or serializer of this path takes the value and does not ask for the key.
  case validatorMissesKey
  /// Another path to the same rows asks for the key before it writes.
  case siblingPathLooks
  /// Validation is left out on purpose on this path.
  case bypassesValidation
  /// The write goes through a helper that looks, then writes.
  case writesThroughHelper
  /// That helper looks by other columns than the key's, or by the key's.
  case helperLooksByOtherColumns, helperLooksByKey
  /// That helper reads again after a violation, so that a lost race does not get out of it.
  case helperReadsAgain
  /// It did read again, and found nothing.
  case helperFoundNothingAgain
  /// Transactions keep the state of their first read, so that a second read sees nothing new.
  case snapshotsAreKept
  /// The write's conflict clause names other columns than the key's.
  case conflictTargetDiffers
  /// The same request had written the same key before.
  case wroteKeyBefore
  /// It had inserted into the same table before; or all of its statements are known, and none did.
  case wroteTableBefore, wroteNothingBefore
  /// The row that the key points to was made by this very request, before its rows were written.
  case ownerOfKeyIsNew
  /// Source on this path writes the row a second time.
  case pathWritesTwice
  /// Source on this path removes rows of the table first: all of them, or those that it replaces.
  case emptiesTable, replacesRows
  /// Code looks for the row and makes it when there is none.
  case createsWhenAbsent
  /// An UPDATE of the request changed no row before the INSERT.
  case updateFoundNothing
  /// A remote call or a wait lies between the look-up and the write.
  case slowStepBeforeWrite

  // The write.

  case writeIsUpdate
  /// It lists, or loops over, several rows.
  case writesManyRows
  /// Two of its rows have the same key.
  case batchRepeatsKey
  /// Rows whose keys are stored already are left out of the batch.
  case leavesOutKnownRows
  /// All rows of the batch are known, and their keys differ.
  case batchHasDistinctKeys
  /// A list that was sent holds some key twice; the refused one is not known.
  case listRepeatsKey
  /// The database makes the key: the INSERT does not list it.
  case keyIsGenerated
  /// A part of the key is a row that the same path has just made.
  case keyHoldsNewRow
  /// The write gives the row's identity itself.
  case keyIsGivenByWrite
  /// It waited for another transaction.
  case writeWaited
  /// It changes a part of the key only: a flag, an owner. Or it changes none of the key's columns,
  /// but whether the key holds the row.
  case writeChangesPartOfKey, writeChangesCondition
  /// It gives all rows of one owner to another: it sets the column of the key that it looks by.
  case writeMovesRowsOfOwner
  /// It sets the key from itself, row by row: positions are shifted.
  case writeShiftsKey
  /// New rows are inserted before those are removed whose keys they take over.
  case removalIsSentLast
  /// Several UPDATEs of the request move keys between rows.
  case movesKeysBetweenRows
  /// It computes the column from its present value, without a condition on what is left.
  case computesColumn
  /// The row was read, changed in memory and saved.
  case readsThenSaves
  /// Code looks at the present value before it writes.
  case looksAtValue
  /// The row is a copy of another one.
  case copiesRow
  /// The write does nothing but set a reference to NULL.
  case writeClearsReference
  /// The failing statement is known, and nothing that was done before it.
  case onlyStatementIsKnown
  /// Children point to the row that the write changes or removes.
  case childrenPointToRow
  /// The same request had removed the children before the parent.
  case removesChildrenFirst
  /// The database does not say whether the child or the parent was written.
  case sideIsUnknown
  /// The parent was read before the child was written; or all statements are known and none did.
  case readsParent, parentWasNotRead
  /// The text of the running functions asks the parent's table for something.
  case parentMayBeRead
  /// The path deletes the parent.
  case deletesParent
  /// The job is handed over before its transaction commits.
  case enqueuesBeforeCommit
  /// The job is handed over only when its transaction has committed.
  case enqueuesOnCommit
  /// A violation was caught, and the transaction goes on without a savepoint.
  case catchesWithoutSavepoint
  /// The violation is caught and answered.
  case violationIsExpected
  /// The code does not know the column that the database demands.
  case codeLacksColumn
  /// The source brings the key to one form before it writes, or before it looks, not both.
  case foldsOnOneSide

  // The value.

  case valueIsSent, valueIsNotSent
  /// The client sent it in other case, with blanks, or in another Unicode form.
  case valueIsSentDifferently
  /// The client sends the column with blanks around its value.
  case valueIsSentUntidily
  /// Whoever calls the function of the write gives the value, and it is written as it came.
  case valueIsGiven
  /// A generator made it: random, from the time, from a text.
  case valueIsGenerated
  case valueMayBeNull

  // What the events tell together.

  /// Two requests of two actors failed on the key within two seconds.
  case othersMetOnKey
  /// One actor failed on the key twice within seconds.
  case actorMetOnKey
  /// The key failed again later.
  case keyFailedLater
  /// The same input came again; or the requests that failed on the key brought different ones.
  case inputCameAgain, inputsDiffer
  /// The same task or message failed on the key again.
  case taskFailedAgain
  /// The distances between the events are those of a schedule of retries.
  case distancesAreConstant
  /// The refused keys rise by one.
  case keysRiseByOne
  /// Many different keys within a moment, at the start of a process.
  case burstAtStart
  /// It began with a migration.
  case beganWithMigration
  /// Only an older release fails.
  case onlyOldReleaseFails
  /// One job was started twice at the same time.
  case jobRanTwice

  // The declared rule.

  /// A column of the key may be NULL, so the key does not bind every row.
  case keyIsNullable
  /// The key holds only some rows.
  case keyIsConditional
  /// No unique key is declared over the looked-up columns.
  case noKeyIsDeclared
  /// A declared unique key is covered by the look-up.
  case lookCoversKey
  /// The query joins, which multiplies rows.
  case queryJoins
  /// Ordinary look-ups do not see some rows: a default scope or manager.
  case relationHidesRows

  // What one look into the database shows.

  /// The row in the way is older than the look-up, came between look-up and write, or is of the
  /// same transaction.
  case rowIsOlder, rowCameBetween
  case rowIsMarkedDeleted
  case rowIsMissing
  case parentIsThere, parentIsMissing
  case generatorIsBehind
  case duplicatesAreStored
  case indexIsBroken
  /// The reference is larger than any that was given out.
  case referenceWasNeverGiven
}
