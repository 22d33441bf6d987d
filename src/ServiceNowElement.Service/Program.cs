using ServiceNowElement.Service;

return await ServiceCommandLine.RunAsync(args, Console.Out, Console.Error);

/// <summary>The service's entry point.</summary>
public partial class Program;
