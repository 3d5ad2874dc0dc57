/** A check with everything that a verdict says. */
export const checkQuery = /* GraphQL */ `
  query Check($input: CheckInput!) {
    check(input: $input) {
      receipt
      matter {
        code
      }
      caseNumber
      asOf
      historical
      catalogueVersion
      decision
      results {
        identifier
        problem {
          code
          message
        }
        subject {
          id
          identifier
          name
        }
        decision
        provisional
        hits {
          department
          recordType
          recordId
          ruleId
          severity
          documentNumber
          decidingAuthority
          decidedOn
          measure
          measureText
          effects
          legalBasis
          basisVerified
          until
          remedy
          disputed
        }
        incentives {
          department
          recordType
          measureText
          legalBasis
        }
        sources {
          department
          answer
          dataAsOf
          reason
        }
      }
      groups {
        name
        decision
        members
      }
    }
  }
`;
