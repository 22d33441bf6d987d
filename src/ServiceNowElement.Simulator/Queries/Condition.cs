namespace ServiceNowElement.Simulator.Queries;

/// <summary>One condition of an encoded query: a column (through references where it has dots), an operator, a value.</summary>
internal sealed record Condition(string Field, string Operator, string Value);
