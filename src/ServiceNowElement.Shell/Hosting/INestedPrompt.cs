namespace ServiceNowElement.Shell.Hosting;

/// <summary>A prompt inside a running pipeline, as the answer "Suspend" to a confirmation asks for.</summary>
internal interface INestedPrompt
{
    /// <summary>Runs the prompt on the thread of the pipeline until it is left.</summary>
    void Enter();

    /// <summary>Leaves the innermost prompt.</summary>
    void Exit();
}
