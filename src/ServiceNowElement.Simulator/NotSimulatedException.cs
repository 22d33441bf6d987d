namespace ServiceNowElement.Simulator;

/// <summary>Something the contract knows and the simulator does not do: answered 501, so that no test passes by accident.</summary>
internal sealed class NotSimulatedException(string what) : Exception("The simulator does not implement " + what + ".");
