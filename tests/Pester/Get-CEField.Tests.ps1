Describe 'Get-CEField' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CEField' | Should -Be @('MaxWait', 'Name', 'Object', 'Session') }
    It 'lists inherited fields' { (Get-CEField incident).Name | Should -Contain 'number' }
    It 'knows choices' { (Get-CEField incident state).Choices.Label | Should -Contain 'In Progress' }
}
